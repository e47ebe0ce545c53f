"""A document as readable lines, for golden files and for tests that look for words."""

from __future__ import annotations

from typing import Any

from aselepo.report.blocks import Document, as_data


def lines(document: Document) -> list[str]:
    """Every text of a document in reading order; pictures by what a screen reader says."""
    found = [f"# {document.title}", document.subtitle, document.stamp, document.banner]
    for section in document.sections:
        found += ["", f"## {section.title}", ""]
        for block in as_data(section)["blocks"]:
            found += _block(block)
    return found


def _block(block: dict[str, Any]) -> list[str]:
    match block["kind"]:
        case "paragraph" | "heading":
            return [block["text"]]
        case "bullets":
            return [f"- {item}" for item in block["items"]]
        case "facts":
            return [f"{term}: {text}" for term, text in block["items"]]
        case "table":
            head = " | ".join(column["text"] for column in block["columns"])
            return [block["caption"], head, *(_row(row) for row in block["rows"])]
        case "verdicts":
            found = [block["caption"], " | ".join(block["columns"])]
            for title, cells in block["groups"]:
                found += [title, _row(cells)]
            return found
        case "picture":
            return [block["caption"], f"[{block['wide']['alt_text']}]"]
        case "panels":
            return [f"{title} [{figure['alt_text']}]" for title, figure in block["figures"]]
        case "fold":
            return [f"+ {block['title']}", *(line for b in block["blocks"] for line in _block(b))]
    raise AssertionError(block["kind"])


def _row(cells: list[dict[str, Any]]) -> str:
    return " | ".join(" / ".join([cell["text"], *cell["lines"]]) for cell in cells)
