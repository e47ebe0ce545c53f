"""How often, how sure, and whether it is above or below a reference.

Comes in: counts by day with their exposure, and a reference period. Goes out: rates with intervals,
an anytime-valid alarm with its stated rate of false alarms, and how small a change could have been
noticed. Nothing here knows what is counted.
"""

from aselepo.rates.alarm import Alarm, Watch, alarm, e_bh
from aselepo.rates.latent import Reference, learn
from aselepo.rates.noticed import Noticed, noticed
from aselepo.rates.sequence import RateSequence, rate_sequence
from aselepo.rates.undercount import Undercount, undercount

__all__ = [
    "Alarm",
    "Noticed",
    "RateSequence",
    "Reference",
    "Undercount",
    "Watch",
    "alarm",
    "e_bh",
    "learn",
    "noticed",
    "rate_sequence",
    "undercount",
]
