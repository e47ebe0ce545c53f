"""Figures as functions: `FigureInput -> Figure(svg, table, alt_text)`; own SVG, no script.

Colours are classes of one style sheet, so that a page in the dark and a sheet of paper differ in
the sheet alone. Unwatched stretches are hatched at 45 degrees before anything else is drawn.
"""

from aselepo.report.figures.chain import chain
from aselepo.report.figures.daily import daily
from aselepo.report.figures.situation_map import situation_map
from aselepo.report.figures.svg import FigureInput
from aselepo.report.figures.timeline import timeline

__all__ = ["FigureInput", "chain", "daily", "situation_map", "timeline"]
