"""Entries have one byte form; what parses prints back, what does not is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aselepo.core.canonical import canonical, sha256
from aselepo.log.entry import (
    WITHHELD,
    Attachment,
    Entry,
    erased_line,
    header_bytes,
    parse_content,
    parse_header,
    read_entry,
)

text = st.text(max_size=20).filter(lambda value: value.isprintable() or not value)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@st.composite
def entries(draw: Any) -> Entry:
    recorded = draw(moments)
    grounds = draw(st.none() | text)
    return Entry(
        number=draw(st.integers(1, 10**9)),
        recorded_at=recorded,
        known_at=recorded if grounds is None else draw(moments),
        grounds=grounds,
        kind="act",
        author=draw(text),
        sensitivity=draw(text),
        edition=1,
        body=json.loads(canonical(draw(st.dictionaries(text, values, max_size=4)))),
        attachments=tuple(
            Attachment(name=name, sha256=sha256(name.encode()), bytes=3, rows=None)
            for name in draw(st.lists(text, max_size=2))
        ),
        salt=draw(st.binary(min_size=16, max_size=16)),
    )


@given(entries())
def test_print_parse_print(entry: Entry) -> None:
    header, content = entry.header(), entry.content()
    read = read_entry(header, content)
    assert (read.header(), read.content(), read.leaf()) == (header, content, entry.leaf())
    assert read.body == entry.body
    assert canonical(parse_header(header)).encode() == header
    gone = read_entry(header, erased_line(7))
    assert gone.gone == "erased by entry 7"
    assert gone.leaf() == entry.leaf()
    assert read_entry(header, WITHHELD).gone == "withheld"


@given(entries(), st.data())
def test_a_changed_byte_is_refused(entry: Entry, data: st.DataObject) -> None:
    header, content = entry.header(), bytearray(entry.content())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ValueError, match="not the one that the header commits to"):
        parse_content(bytes(content), sha256(entry.content()))
    with pytest.raises(ValueError, match="not the one"):
        read_entry(header, bytes(content))


GOOD = {
    "author": "é", "content": "0" * 64, "delivery": "", "edition": 1, "grounds": None,
    "key": None, "kind": "act", "known_at": None, "number": 1,
    "recorded_at": "2026-03-01T00:00:00Z", "sensitivity": "mission", "signature": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not JSON"),
        (b"[]", "fields"),
        (b"\xff", "not JSON"),
        (header_bytes({**GOOD, "more": 1}), "fields"),
        (json.dumps(GOOD, ensure_ascii=False).encode(), "canonical"),
        (json.dumps(GOOD, separators=(",", ":")).encode(), "canonical"),
        (header_bytes({**GOOD, "edition": 2}), "edition 2"),
        (header_bytes(GOOD) + b" ", "canonical"),
        (header_bytes(GOOD).replace(b'"number":1', b'"number":1,"number":1'), "canonical"),
    ],
)
def test_malformed_headers_are_named(data: bytes, told: str) -> None:
    assert parse_header(header_bytes(GOOD)) == GOOD
    with pytest.raises(ValueError, match=told):
        parse_header(data)


@pytest.mark.parametrize("line", [b'{"erased":x}', b'{"erased":07}', b'{"erased": 7}', b"{}"])
def test_what_is_no_erased_line(line: bytes) -> None:
    with pytest.raises(ValueError, match="not the one"):
        parse_content(line, "0" * 64)
