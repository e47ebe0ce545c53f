"""How often, how sure, and whether it is above or below a reference.

Comes in: counts by day with their exposure, and a reference period. Goes out: rates with intervals,
an anytime-valid alarm with its stated rate of false alarms, how small a change could have been
noticed, what is still to be told, hot spots and replies. Nothing here knows what is counted.
"""

from aselepo.rates.alarm import Alarm, Watch, alarm, e_bh
from aselepo.rates.areas import AreaRates, pooled_rates
from aselepo.rates.delay import Delay, Nowcast, learn_delay, nowcast
from aselepo.rates.interval import rate_interval
from aselepo.rates.latent import Reference, learn
from aselepo.rates.many import Many, pool, watch_many
from aselepo.rates.noticed import Noticed, noticed
from aselepo.rates.replies import Replies, replies
from aselepo.rates.scan import HotSpot, scan
from aselepo.rates.sequence import RateSequence, rate_sequence
from aselepo.rates.undercount import Undercount, undercount

__all__ = [
    "Alarm",
    "AreaRates",
    "Delay",
    "HotSpot",
    "Many",
    "Noticed",
    "Nowcast",
    "RateSequence",
    "Reference",
    "Replies",
    "Undercount",
    "Watch",
    "alarm",
    "e_bh",
    "learn",
    "learn_delay",
    "noticed",
    "nowcast",
    "pool",
    "pooled_rates",
    "rate_interval",
    "rate_sequence",
    "replies",
    "scan",
    "undercount",
    "watch_many",
]
