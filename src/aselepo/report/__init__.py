"""A situation as people read it: one HTML file, a tagged PDF, canonical JSON.

Comes in: a `Situation`, a language, a form. Goes out: bytes, the same for the same situation. What
is said is made once, as a document of plain blocks; HTML and PDF only set it.
"""

from aselepo.report.document import document
from aselepo.report.render import FORMS, render

__all__ = ["FORMS", "document", "render"]
