"""The reference page of the feeds, written from their cards: `docs/reference/feeds.md`."""

# ruff: noqa: E501  # rows of a table stand on one line

from __future__ import annotations

from aselepo.feeds.registry import Feed, feeds

HEAD = """\
# Feeds

A feed turns a source's bytes into entries of the log: observations, coverage, claims, shapes.
Every row of a file is accepted or set aside with its reason; accepted + set aside = rows read.
This page is written from the feeds' own cards (`aselepo feed show NAME` prints one part of it).

Settings that every feed takes (`--set KEY=VALUE`, or a TOML file with `--settings`):

| setting | meaning |
|---|---|
| `known` | `recorded` (default): rows are known when the log takes them; `reported`: when the source could have told them, an assumption that the entries carry as their grounds |
| `known_from` | from when standing things (source, shapes, declared coverage) count as known |
| `window` | `[start, end]`: the stretch for which the delivery is held to be complete |
| `p_detect` | chance to notice one incident, by class; without it and `window` nothing is declared, and a silence proves nothing |
| `p_detect_in` | the same for single places |
| `declared_by`, `declared_why` | who declares the coverage, and on what grounds |
| `box` | `[west, south, east, north]`, degrees: positions outside are set aside |
| `gazetteer` | names of places: `ukraine` |
| `licence`, `credit` | of these bytes, where they are not the feed's |
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n{section(each)}" for each in feeds().values())


def section(feed: Feed) -> str:
    """What one feed says of itself."""
    card = feed.card
    if card is None:
        return f"## {feed.name}\n\n{feed.about}\n"
    address = f" ({card.address})" if card.address else ""
    rows = [
        ("reads", card.reads),
        ("refuses", "; ".join(card.refuses)),
        ("coverage", card.coverage),
        ("known times", card.known),
        ("errors", "; ".join(f"{key}: {value}" for key, value in card.error_model.items())),
        ("classes", ", ".join(f"{key} = `{node}`" for key, node in card.class_map.items())),
        ("licence", card.licence),
        ("credit", f"{card.credit}{address}"),
    ]
    lines = [f"## {feed.name}", "", feed.about, "", "| | |", "|---|---|"]
    lines += [f"| {name} | {_cell(text)} |" for name, text in rows if text]
    for name, meaning in card.options.items():
        default = card.defaults.get(name)
        given = f" (default `{default}`)" if isinstance(default, str | int | float) else ""
        lines.append(f"| setting `{name}` | {_cell(meaning)}{given} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
