"""A draft of a table's mapping from its header and first rows; errors are left for people to state.

Nothing here is certain: the draft names what it guessed, and cannot be used before somebody has
said who reports and how sure the rows are.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from aselepo.core import InputError, tree
from aselepo.feeds.codes import NOTHING_READ
from aselepo.feeds.delimited import read_rows, text_of

LOOKED_AT = 1_000
"""Rows that the guess looks at."""
DELIMITERS = (",", ";", "\t", "|")
CLASSES = 40
"""More words than this in a column are hardly classes."""
GUESSES: Mapping[str, str] = {
    "external_id": r"(event_?|report_?|row_?|data_)?(id|no|nr|number|uuid|rid)|номер|id[_ ]?код",
    "time": r"(date_?time|time_?stamp|time|when|date|event_date|alert_?date|day|at|aika|päivä\w*"
    r"|heure|дата|час|время)",
    "time_lo": r"(start|begin|from)(ed)?([_ ]?(at|time|date))?|date_start|alku",
    "time_hi": r"(end|finish|stop|to|until)(ed)?([_ ]?(at|time|date))?|date_end|loppu",
    "lon": r"lon(g|gitude)?(_deg)?|lng|x|pituusaste|довгота|долгота",
    "lat": r"lat(itude)?(_deg)?|y|leveysaste|широта",
    "sigma_m": r"(sigma|error|accuracy|precision|uncertainty)(_m)?|virhe",
    "class": r"(event_?|sub_event_?)?(type|class|kind|category)|what|event|laji|тип|вид",
    "place": r"(place|location|region|oblast|area|settlement|town)(_?(id|name))?|paikka|місце"
    r"|место",
    "text": r"(text|notes?|descr\w*|comment|remarks?|details?)|kuvaus|опис|описание|примечание",
    "count": r"(count|number_of\w*|rounds|qty|n)|määrä|кількість|количество",
}  # fmt: skip
"""What the name of a column looks like, by what it would hold."""


def propose(raw: bytes, file: str) -> str:
    """Write the draft of a mapping.

    Raises
    ------
    InputError : not a table, or empty
    """
    head, delimiter = _head(raw, file)
    columns = _guess(head.column_names)
    lines = [
        f"# Draft of a mapping for {file}. Complete what is marked <...>, check the rest, then:",
        f"#   aselepo ingest table {file} --mapping THIS_FILE --dry-run",
        'source = "<who reports>"',
    ]
    if delimiter != ",":
        lines.append(f"delimiter = {_quoted(delimiter)}")
    if _local(head, columns):
        lines.append('clock = "<zone of the times, such as Europe/Kyiv; or unknown>"')
    lines += ["", "# The same in every row."]
    lines.append('basis = "<saw, heard, recorded, assessed, told by or document>"')
    if "time" in columns or "time_lo" not in columns:
        lines.append("time_sigma_s = 0.0  # <error of the moment, one standard deviation, seconds>")
    if "lon" in columns and "sigma_m" not in columns:
        lines.append("sigma_m = 0.0  # <error of the position, one standard deviation, metres>")
    if "class" not in columns:
        lines.append('class = "<what happened: a node of the class tree>"')
    lines += ["", "[columns]"]
    lines += [f"{target} = {_quoted(name)}" for target, name in columns.items()]
    if "time" not in columns and "time_lo" not in columns:
        lines.append('time = "<column of the moment>"')
    unused = [name for name in head.column_names if name not in columns.values()]
    if unused:
        lines.append(f"# not used: {', '.join(unused)}")
    if "lon" not in columns and "place" not in columns:
        lines.append('# lon = "<column>", lat = "<column>", or place = "<column>": else nowhere')
    lines += _classes(head, columns)
    return "\n".join(lines) + "\n"


def _head(raw: bytes, file: str) -> tuple[pa.Table, str]:
    """The first rows as text, and what separates the cells."""
    if raw.startswith(b"PAR1"):
        try:
            held = next(pq.ParquetFile(io.BytesIO(raw)).iter_batches(LOOKED_AT), None)
        except pa.ArrowException as wrong:
            raise InputError(NOTHING_READ.at(file, str(wrong).splitlines()[0])) from wrong
        if held is None:
            raise InputError(NOTHING_READ.at(file, "no rows"))
        plain = [name for name, kind in zip(held.schema.names, held.schema.types, strict=True)
                 if not pa.types.is_nested(kind) and not pa.types.is_binary(kind)]  # fmt: skip
        texts = {n: pc.fill_null(held.column(n).cast(pa.string()), "") for n in plain}
        return pa.table(texts), ","
    text = text_of(raw, file)
    first = text.split(b"\n", 1)[0].decode()
    delimiter = max(DELIMITERS, key=first.count)
    header = next(iter(_split(first, delimiter)))
    cut = b"\n".join(text.split(b"\n", LOOKED_AT + 1)[: LOOKED_AT + 1])
    return read_rows(cut, file, header, delimiter=delimiter).columns, delimiter


def _split(line: str, delimiter: str) -> Sequence[list[str]]:
    import csv

    return [[cell.strip() for cell in row] for row in csv.reader([line], delimiter=delimiter)]


def _guess(names: Sequence[str]) -> dict[str, str]:
    """Column by target; a column is used once, by the first target that its name looks like."""
    found: dict[str, str] = {}
    for target, pattern in GUESSES.items():
        for name in names:
            if name not in found.values() and re.fullmatch(pattern, name.strip().casefold()):
                found[target] = name
                break
    if not {"time_lo", "time_hi"} <= found.keys():
        only = found.pop("time_lo", None)
        found.pop("time_hi", None)
        if only is not None:
            found.setdefault("time", only)
    elif "time" in found:
        found.pop("time")
    if not {"lon", "lat"} <= found.keys():
        found.pop("lon", None)
        found.pop("lat", None)
    return found


def _local(head: pa.Table, columns: Mapping[str, str]) -> bool:
    """Do times stand without their offset?"""
    return any(
        not all(re.search(r"(Z|[+-]\d\d(:?\d\d)?)$", text) for text in _some(head, columns[target]))
        for target in ("time", "time_lo", "time_hi")
        if target in columns
    )


def _some(head: pa.Table, name: str) -> list[str]:
    return [text for text in head[name].unique().to_pylist() if text]


def _classes(head: pa.Table, columns: Mapping[str, str]) -> list[str]:
    """The words of the class column, with the node that each names or is left to be named."""
    if "class" not in columns:
        return []
    words = _some(head, columns["class"])
    lines = ["", "[classes]"]
    if len(words) > CLASSES:
        return [*lines, f"# {len(words)} different words in the rows looked at: map those you need"]
    for word in words:
        node = _node(word)
        note = "" if node else "  # <node of the class tree, or take the line out>"
        lines.append(f"{_quoted(word)} = {_quoted(node)}{note}")
    return lines


def _node(word: str) -> str:
    """The happening or act that a word names, else nothing: a system alone did nothing yet."""
    classes = tree()
    node = classes.find(word.casefold().replace(" ", "_"))
    happens = node is not None and {"happening", "act"} & set(classes.lineage(node))
    return str(node) if happens else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
