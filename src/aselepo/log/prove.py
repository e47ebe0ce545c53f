"""Proofs of single entries, and of when a report went out; each is one text that stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aselepo.core.canonical import canonical, sha256
from aselepo.core.problem import ConfigError, SealError
from aselepo.log.codes import BAD_PROOF, PREFIX
from aselepo.log.entry import Entry, parse_content, parse_header
from aselepo.log.store import Log
from aselepo.seal import BadNote, Proof, VerifierKey, inclusion_proof, parse_proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What a proof says, once it holds."""

    header: dict[str, Any]
    body: dict[str, Any] | None
    proof: Proof


def prove(log: Log, number: int, *, withhold: bool = False) -> Proof:
    """Proof that an entry is in the log, to the newest checkpoint; header and content go along.

    Parameters
    ----------
    withhold : leave the content out

    Raises
    ------
    ConfigError : no such entry
    """
    log.publish()
    checkpoint = log.sealed.checkpoint()
    if not 1 <= number <= checkpoint.size:
        size = checkpoint.size
        raise ConfigError(PREFIX.at(f"entry {number}", f"the log has {size} entries"))
    (entry,) = log.stream(number, number)
    hashes = inclusion_proof(log.tree(checkpoint.size), number - 1, checkpoint.size)
    extra = entry.header() + b"\n"
    if entry.gone is None and not withhold:
        extra += entry.content()
    return Proof(index=number - 1, hashes=hashes, checkpoint=checkpoint, extra=extra)


def proven(data: bytes, key: VerifierKey) -> Proven:
    """Check a proof.

    Parameters
    ----------
    key : the log's, as known from elsewhere

    Raises
    ------
    SealError : it does not hold
    """
    try:
        proof = parse_proof(data)
        if not proof.checkpoint.by(key):
            raise BadNote(f"the checkpoint is not signed by {key.name}")
        header, mark, content = (proof.extra or b"").partition(b"\n")
        if not mark or not proof.holds(header):
            raise BadNote("it does not lead from the entry to the root")
        fields = parse_header(header)
        loaded = parse_content(content, fields["content"])[0] if content else None
    except ValueError as bad:
        raise SealError(BAD_PROOF.at("", str(bad))) from bad
    return Proven(header=fields, body=loaded["body"] if loaded else None, proof=proof)


def find_report(log: Log, data: bytes) -> Entry | None:
    """The first publication entry that names a file by the hash of its bytes, if there is one."""
    wanted = sha256(data)
    for entry in log.of_kind("publication"):
        if entry.gone is None and names(entry, wanted):
            return entry
    return None


def names(entry: Entry, digest: str) -> bool:
    """Does an entry name a file by its SHA-256, in its body or as an attachment?"""
    attached = any(attachment.sha256 == digest for attachment in entry.attachments)
    return attached or digest in canonical(entry.body)
