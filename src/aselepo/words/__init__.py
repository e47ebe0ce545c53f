"""Whole sentences, glossary, dates and numbers in the languages of the readers.

Comes in: keys, values, moments. Goes out: plain text in one language. A sentence is one message of
Fluent; nobody glues sentences together from words. A key that is missing is our mistake and raises.
"""

from aselepo.words.language import Language, UnknownKey, language, languages
from aselepo.words.scale import SCALE, scale_keys

__all__ = ["SCALE", "Language", "UnknownKey", "language", "languages", "scale_keys"]
