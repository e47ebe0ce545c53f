"""Reading of texts: candidates for statements, pledges, declarations and open questions."""

from aselepo.pledges.intake.candidate import Candidate
from aselepo.pledges.intake.classes import classify
from aselepo.pledges.intake.extract import extract

__all__ = ["Candidate", "classify", "extract"]
