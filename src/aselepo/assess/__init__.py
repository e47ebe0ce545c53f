"""Assessment: incidents, duties, decisions and agreements to findings and guarantee states.

Comes in: agreements, and facts of a file or of a mission, with every revision. Goes out: findings
with bounds of probability, states of duties and guarantees, as known by a moment.
"""

from aselepo.assess.assessment import Assessment, Check, Conflict, assess
from aselepo.assess.explain import Explanation, explain
from aselepo.assess.facts import Facts
from aselepo.assess.findings import FINDINGS
from aselepo.assess.incremental import Engine
from aselepo.assess.mission import Before, EntryFact, mission_facts
from aselepo.assess.read import read_facts

__all__ = [
    "FINDINGS",
    "Assessment",
    "Before",
    "Check",
    "Conflict",
    "Engine",
    "EntryFact",
    "Explanation",
    "Facts",
    "assess",
    "explain",
    "mission_facts",
    "read_facts",
]
