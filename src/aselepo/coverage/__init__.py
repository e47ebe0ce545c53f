"""Who could have seen what: the ledger of coverage, exposure and power.

Comes in: the coverage table of a view, areas with their weights. Goes out: for a side, a window and
classes how much was watched, what one silence is worth, and what could not be seen and why.
"""

from aselepo.coverage.exposure import Looked, exposure
from aselepo.coverage.ledger import Ledger, Span, ledger
from aselepo.coverage.power import Silence, silence

__all__ = ["Ledger", "Looked", "Silence", "Span", "exposure", "ledger", "silence"]
