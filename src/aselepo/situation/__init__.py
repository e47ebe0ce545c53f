"""Everything in a view as one immutable value: the only input of what people see.

Comes in: the tables of a view, incidents, findings, coverage. Goes out: a `Situation`.
"""

from aselepo.pledges.guarantees import Guarantee, National
from aselepo.pledges.state import Pledge
from aselepo.situation.build import Known, build
from aselepo.situation.value import Checkpoint, Situation, plain

__all__ = [
    "Checkpoint",
    "Guarantee",
    "Known",
    "National",
    "Pledge",
    "Situation",
    "build",
    "plain",
]
