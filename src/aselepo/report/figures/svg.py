"""A small writer of SVG: rounded numbers, escaped text, one style sheet, one hatching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from aselepo.report.reader import Reader

LIGHT = {
    "ink": "#1b2126",
    "mute": "#5c6670",
    "rule": "#cfd5da",
    "paper": "#ffffff",
    "land": "#f1efe8",
    "hatch": "#8a949c",
    "truce": "#dfe9f5",
    "breach": "#b5400a",
    "undetermined": "#8a6100",
    "none": "#0b6e5d",
    "cannot": "#5c6670",
    "mark": "#3c5a78",
}
DARK = {
    "ink": "#e8ebed",
    "mute": "#a7b0b8",
    "rule": "#3a434b",
    "paper": "#12171b",
    "land": "#20272d",
    "hatch": "#6f7a83",
    "truce": "#1f3145",
    "breach": "#f08a5d",
    "undetermined": "#e0b13c",
    "none": "#5fc9b3",
    "cannot": "#a7b0b8",
    "mark": "#9bbcdc",
}
FONT = 'system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,"Libertinus Serif",sans-serif'


def style(colours: dict[str, str]) -> str:
    """Rules for the classes that figures use."""
    fills = "".join(f".f-{name}{{fill:{value}}}" for name, value in colours.items())
    strokes = "".join(f".s-{name}{{stroke:{value}}}" for name, value in colours.items())
    return fills + strokes


SHEET = (
    f".t{{font-family:{FONT};font-size:12px}}"
    ".b{font-weight:600}.e{text-anchor:end}.m{text-anchor:middle}"
    ".s{font-size:11px}.n{fill:none}.d{stroke-dasharray:5 4}"
    ".h{stroke-width:3;stroke-linejoin:round}"
    + style(LIGHT)
    + "@media screen and (prefers-color-scheme:dark){"
    + style(DARK)
    + "}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureInput:
    """What a figure is drawn from, how wide, and under which name on the page."""

    reader: Reader
    width: int = 760
    name: str = "figure"

    @property
    def narrow(self) -> bool:
        return self.width < 500


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def width_of(text: str, size: float = 12) -> float:
    """About how wide a text is, in pixels: fonts differ, so a little too wide."""
    return sum(0.36 if c in "iljtf.,:;' ()|I" else 0.63 for c in text) * size + 2


def wrapped(text: str, room: float, size: float = 11) -> list[str]:
    """A text cut at blanks into lines that fit."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(slots=True)
class Svg:
    """Collects elements of one picture."""

    width: float
    height: float
    name: str
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, w: float, h: float, css: str, more: str = "") -> None:
        if w > 0 and h > 0:
            box = " ".join(
                f'{key}="{number(v)}"'
                for key, v in (("x", x), ("y", y), ("width", w), ("height", h))
            )
            self.parts.append(f'<rect {box} class="{css}"{more}/>')

    def hatched(self, x: float, y: float, w: float, h: float) -> None:
        """Where nobody could look."""
        self.rect(x, y, w, h, "n", f' style="fill:url(#{self.name}-hatch)"')

    def line(
        self, x1: float, y1: float, x2: float, y2: float, css: str, width: float = 1.0
    ) -> None:
        ends = " ".join(
            f'{key}="{number(v)}"' for key, v in (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2))
        )
        self.parts.append(f'<line {ends} class="{css}" stroke-width="{number(width)}"/>')

    def circle(self, x: float, y: float, r: float, css: str, more: str = "") -> None:
        self.parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" class="{css}"{more}/>'
        )

    def path(self, d: str, css: str, more: str = "") -> None:
        self.parts.append(f'<path d="{d}" class="{css}"{more}/>')

    def text(self, x: float, y: float, text: str, css: str = "t f-ink") -> None:
        at = f'x="{number(x)}" y="{number(y)}"'
        self.parts.append(f'<text {at} class="{css}">{escape(text)}</text>')

    def note(self, x: float, y: float, text: str, css: str = "t s f-mute") -> float:
        """Small text over as many lines as it needs; gives the height it took."""
        lines = wrapped(text, self.width - x - 4)
        for place, line in enumerate(lines):
            self.text(x, y + 14 * place, line, css)
        return 14.0 * len(lines)

    def done(self, alt_text: str) -> str:
        """The whole picture, which brings its own style and can stand alone."""
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        box = f'viewBox="0 0 {number(self.width)} {number(self.height)}"'
        hatch = (
            f'<pattern id="{self.name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="6" height="6" class="f-paper"/>'
            '<line x1="1" y1="0" x2="1" y2="6" class="s-hatch" stroke-width="1.6"/></pattern>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} {size} role="img" '
            f'aria-label="{escape(alt_text)}"><style>{SHEET}</style><defs>{hatch}</defs>'
            + "".join(self.parts)
            + "</svg>"
        )


def ring_path(rings: Sequence[Sequence[tuple[float, float]]]) -> str:
    """A closed path of rings."""
    return "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "Z" for ring in rings if ring
    )


def line_path(points: Sequence[tuple[float, float]]) -> str:
    """An open path."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) if points else ""
