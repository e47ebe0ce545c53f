"""The agreement language: text to syntax tree, checks, rendering.

Comes in: the text of an agreement. Goes out: an `Agreement`, and problems that name their place.
"""

from aselepo.agreement.check import check
from aselepo.agreement.model import Agreement
from aselepo.agreement.parse import parse

__all__ = ["Agreement", "check", "parse"]
