"""Aselepo: does the ceasefire hold, how do we know, and what follows from it."""

__version__ = "0.1.0"
