"""Statements, pledges, hubs, guarantees: who said what, what is promised, due and kept.

Comes in: texts to read, and what people confirmed of them. Goes out: candidates with the exact
place of their words; what was promised on which condition. Software proposes, a person confirms.
"""

from aselepo.pledges.intake import Candidate, classify, extract

__all__ = ["Candidate", "classify", "extract"]
