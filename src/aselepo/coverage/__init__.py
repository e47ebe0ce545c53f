"""Who could have seen what: the ledger of coverage, exposure and power.

Comes in: the coverage table of a view, areas with their weights, candidate posts with their costs.
Goes out: for a side, a window and classes how much was watched, what one silence is worth, what
could not be seen and why, and which posts would raise the worst served most.
"""

from aselepo.coverage.exposure import Looked, exposure
from aselepo.coverage.ledger import Ledger, Span, chance_of, ledger
from aselepo.coverage.plan import Choice, choose
from aselepo.coverage.power import Silence, silence

__all__ = [
    "Choice",
    "Ledger",
    "Looked",
    "Silence",
    "Span",
    "chance_of",
    "choose",
    "exposure",
    "ledger",
    "silence",
]
