"""Notes, checkpoints, cosignatures, proofs: what parses prints back; what is malformed is named."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aselepo.seal import (
    COSIGNER,
    ED25519,
    BadNote,
    Checkpoint,
    Proof,
    SignerKey,
    VerifierKey,
    cosign,
    cosigned_at,
    leaf_hash,
    make_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_proof,
    with_cosignature,
)

# the example of a signer and a note that golang.org/x/mod/sumdb/note documents
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
LOG = SignerKey(name="log.example/truce", kind=ED25519, private=bytes(range(32)))
WITNESS = SignerKey(name="witness.example/w1", kind=COSIGNER, private=bytes(range(1, 33)))


def test_a_note_that_others_signed() -> None:
    note = parse_note(GO_NOTE.encode())
    key = VerifierKey.parse(GO_KEY)
    assert note.by(key)
    assert str(note) == GO_NOTE
    assert str(key) == GO_KEY
    assert not parse_note(GO_NOTE.replace("answer", "Answer").encode()).by(key)


roots = st.binary(min_size=32, max_size=32)


@given(st.integers(0, 2**62), roots)
def test_checkpoints_print_and_parse(size: int, root: bytes) -> None:
    made = make_checkpoint(LOG.name, size, root, LOG)
    read = parse_checkpoint(bytes(made))
    assert read == made
    assert read.by(LOG.verifier())
    assert not read.by(WITNESS.verifier())
    assert make_checkpoint(LOG.name, size, root, LOG) == made


@settings(max_examples=300)
@given(st.integers(0, 2**40), roots, st.data())
def test_one_changed_byte_never_verifies_and_never_prints_as_something_else(
    size: int, root: bytes, data: st.DataObject
) -> None:
    made = bytearray(bytes(make_checkpoint(LOG.name, size, root, LOG)))
    at = data.draw(st.integers(0, len(made) - 1))
    byte = data.draw(st.integers(0, 255))
    assume(made[at] != byte)
    made[at] = byte
    try:
        read = parse_checkpoint(bytes(made))
    except BadNote:
        return
    assert bytes(read) == bytes(made)
    assert not read.by(LOG.verifier())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("\n5\n", "\n05\n"), "line 2"),
        (("\n5\n", "\n-5\n"), "line 2"),
        (("log.example", "log example"), "line 1"),
        (("AAAA=\n", "AAAB=\n"), "line 3"),
        (("AAAA=\n", "AAAA=\nextension\n"), "three lines"),
        (("\n— ", "\n- "), "line 5"),
        (("\n— log", "\n— l+g"), "line 5"),
        (("\n\n", "\n"), "blank line"),
        (("truce\n5", "truce\r\n5"), "control character"),
    ],
)
def test_malformed_lines_are_named(change: tuple[str, str], told: str) -> None:
    good = str(make_checkpoint(LOG.name, 5, bytes(32), LOG))
    bad = good.replace(*change, 1)
    assert bad != good
    with pytest.raises(BadNote, match=told):
        parse_checkpoint(bad.encode())


def checkpoint() -> Checkpoint:
    return make_checkpoint(LOG.name, 5, bytes(32), LOG)


def test_cosignatures() -> None:
    signed = with_cosignature(checkpoint(), cosign(checkpoint(), WITNESS, at_s=1_700_000_000))
    assert cosigned_at(signed, WITNESS.verifier()) == 1_700_000_000
    assert cosigned_at(checkpoint(), WITNESS.verifier()) is None
    again = with_cosignature(signed, cosign(signed, WITNESS, at_s=1_700_000_001))
    assert cosigned_at(again, WITNESS.verifier()) == 1_700_000_001
    assert len(again.note.signatures) == 2
    assert parse_checkpoint(bytes(again)) == again
    other = make_checkpoint(LOG.name, 6, bytes(32), LOG)
    moved = with_cosignature(other, signed.note.signatures[1])
    with pytest.raises(ValueError, match="false"):
        cosigned_at(moved, WITNESS.verifier())


@given(st.lists(roots, max_size=5), st.integers(0, 9), st.none() | st.binary(max_size=50))
def test_proofs_print_and_parse(hashes: list[bytes], index: int, extra: bytes | None) -> None:
    proof = Proof(index=index, hashes=tuple(hashes), checkpoint=checkpoint(), extra=extra)
    assert parse_proof(str(proof).encode()) == proof


def test_a_proof_holds_for_its_entry_only() -> None:
    root = leaf_hash(b"entry")
    proof = Proof(index=0, hashes=(), checkpoint=make_checkpoint(LOG.name, 1, root, LOG))
    assert proof.holds(b"entry")
    assert not proof.holds(b"other")
    with pytest.raises(BadNote, match="line 2"):
        parse_proof(str(proof).replace("index 0", "index 00").encode())


@pytest.mark.parametrize("text", ["", "a+b", "a b+00000000+AQ==", GO_KEY.replace("c74f", "c74e")])
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        VerifierKey.parse(text)
