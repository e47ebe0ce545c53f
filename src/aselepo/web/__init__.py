"""Pages, map and open data of one or more missions, for people with a browser.

Comes in: situations, agreements, observations and entries through the protocol `Missions`. Goes
out: pages without any outside call, JSON, and problems with what, where, why, mend. Nothing here
computes a finding: a page shows what a situation holds.
"""

from aselepo.web.app import make_app
from aselepo.web.missions import EntryLine, Head, Missions, Reach

__all__ = ["EntryLine", "Head", "Missions", "Reach", "make_app"]
