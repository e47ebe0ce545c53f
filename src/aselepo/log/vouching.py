"""Others vouch for checkpoints: witnesses cosign them, time-stamp authorities date them.

Only these two calls open a connection, and only to the address given.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificates

from aselepo.core.canonical import sha256
from aselepo.core.problem import AselepoError, ConfigError, Problem, SealError, SourceError
from aselepo.log import durable
from aselepo.log.codes import BAD_STAMP, NO_ANSWER, NO_EXTRA, WITNESS_REFUSED
from aselepo.log.sealed import CHECKPOINT, CHECKPOINTS, STAMPS, WITNESSES, Sealed
from aselepo.log.store import Log
from aselepo.seal import (
    Checkpoint,
    VerifierKey,
    consistency_proof,
    cosigned_at,
    with_cosignature,
)
from aselepo.seal.note import Signature
from aselepo.seal.witness import Request

_TIMEOUT_S = 20
_MOST_BYTES = 1 << 20


def ask_witness(log: Log, url: str, key: VerifierKey) -> Checkpoint:
    """Have a witness cosign the newest checkpoint, and keep its cosignature.

    Returns
    -------
    the checkpoint with the cosignature

    Raises
    ------
    SourceError : no answer
    SealError : the witness refuses, or its cosignature is false
    """
    log.publish()
    checkpoint = log.sealed.checkpoint()
    old = 0
    for _ in range(2):  # the first answer may be the size that the witness has
        if old > checkpoint.size:
            what = f"it has {old} entries of this log, which has {checkpoint.size}"
            raise SealError(WITNESS_REFUSED.at(url, what))
        proof = consistency_proof(log.tree(checkpoint.size), old, checkpoint.size)
        asked = Request(old=old, proof=proof, checkpoint=_bare(log, checkpoint))
        status, kind, text = _post(f"{url.rstrip('/')}/add-checkpoint", bytes(asked))
        if status == 409 and kind == "text/x.tlog.size" and text.strip().isdigit():
            if int(text) == old:
                what = f"it knows another tree of {old} entries"
                raise SealError(WITNESS_REFUSED.at(url, what))
            old = int(text)
            continue
        if status != 200:
            raise SealError(WITNESS_REFUSED.at(url, f"{status}: {text.strip()[:200]}"))
        return _keep(log, checkpoint, text, key, url)
    raise SealError(WITNESS_REFUSED.at(url, "its size changed while it was asked"))


def _bare(log: Log, checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint with the log's own signature only."""
    key = log.sealed.public_key()
    lines = tuple(line for line in checkpoint.note.signatures if line.by(key))
    note = type(checkpoint.note)(text=checkpoint.note.text, signatures=lines)
    return Checkpoint(
        origin=checkpoint.origin, size=checkpoint.size, root=checkpoint.root, note=note
    )


def _keep(log: Log, checkpoint: Checkpoint, text: str, key: VerifierKey, url: str) -> Checkpoint:
    try:
        for line in text.splitlines():
            signature = Signature.parse(line)
            if signature.by(key):
                signed = with_cosignature(checkpoint, signature)
                if cosigned_at(signed, key) is not None:
                    break
        else:
            raise ValueError(f"it does not answer with a signature of {key.name}")
    except ValueError as bad:
        raise SealError(WITNESS_REFUSED.at(url, str(bad))) from bad
    known = f"{key}\n".encode()
    durable.write(log.folder / WITNESSES / sha256(known), known)
    durable.write(log.folder / CHECKPOINTS / str(signed.size), bytes(signed))
    with log.store.writing():  # nobody publishes meanwhile
        if log.sealed.checkpoint().size == signed.size:
            durable.write(log.folder / CHECKPOINT, bytes(signed))
    return signed


def stamp(log: Log, url: str, roots: Path, *, name: str = "tsa") -> datetime:
    """Have a time-stamp authority date the newest checkpoint (RFC 3161), and keep the stamp.

    Parameters
    ----------
    roots : certificates of the authority's roots, PEM
    name : short name of the authority, part of the file's name

    Returns
    -------
    the moment that the authority vouches for

    Raises
    ------
    SourceError : no answer
    SealError : the stamp does not verify
    """
    client = _client()
    log.publish()
    checkpoint = log.sealed.checkpoint()
    message = checkpoint.note.text.encode()
    builder = client.TimestampRequestBuilder().data(message)
    request = builder.hash_algorithm(client.HashAlgorithm.SHA256).build()
    status, _, answer = _post_bytes(url, request.as_bytes(), "application/timestamp-query")
    if status != 200:
        raise SourceError(NO_ANSWER.at(url, f"status {status}"))
    moment = stamped_at(answer, message, roots, nonce=request.nonce)
    if not re.fullmatch(r"[a-z0-9-]{1,40}", name):
        raise ConfigError(BAD_STAMP.at("--name", f"{name!r} is not a short name"))
    durable.write(log.folder / CHECKPOINTS / str(checkpoint.size), bytes(checkpoint))
    _keep_stamp(log, f"{checkpoint.size}.{name}", answer)
    _keep_stamp(log, f"roots.{name}", roots.read_bytes())
    return moment


def _keep_stamp(log: Log, name: str, data: bytes) -> None:
    durable.write(log.folder / STAMPS / f"{name}.{sha256(data)}", data)


def check_stamps(sealed: Sealed) -> tuple[list[Problem], int]:
    """Check every time stamp of a log against its checkpoint and the roots kept beside it.

    Returns
    -------
    problems, and how many stamps verify
    """
    problems: list[Problem] = []
    good = 0
    folder = sealed.folder / STAMPS
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    whole = []
    for name in names:
        if name.endswith(durable.PART):
            continue
        if sha256((folder / name).read_bytes()) == name.rpartition(".")[2]:
            whole.append(name)
        else:
            problems.append(BAD_STAMP.at(f"{STAMPS}/{name}", "its bytes are not those of its name"))
    for name in whole:
        size, _, rest = name.partition(".")
        if size == "roots":
            continue
        authority = rest.rpartition(".")[0]
        roots = [folder / each for each in whole if each.startswith(f"roots.{authority}.")]
        try:
            text = sealed.checkpoint(f"{CHECKPOINTS}/{size}").note.text
            if not roots:
                raise SealError(BAD_STAMP.at("", f"the roots of {authority} are not here"))
            _any_root((folder / name).read_bytes(), text.encode(), roots)
            good += 1
        except AselepoError as bad:
            what = bad.problems[0].what
            problems.append(BAD_STAMP.at(f"{STAMPS}/{name}", what))
    return problems, good


def _any_root(answer: bytes, message: bytes, roots: list[Path]) -> datetime:
    for place, path in enumerate(roots, 1):
        try:
            return stamped_at(answer, message, path)
        except SealError:
            if place == len(roots):
                raise
    raise AssertionError("unreachable")


def stamped_at(
    answer: bytes, message: bytes, roots: Path | None, *, nonce: int | None = None
) -> datetime:
    """The moment for which a time stamp vouches.

    Parameters
    ----------
    message : the text that was stamped
    roots : certificates in PEM; without them the authority's word is not checked, only that the
        stamp is of this text

    Raises
    ------
    SealError : it does not verify
    """
    client = _client()
    try:
        response = client.decode_timestamp_response(answer)
        info = response.tst_info
        if info.message_imprint.message.hex() != sha256(message):
            raise ValueError("it is of another text")
        if roots is not None:
            builder = client.VerifierBuilder()
            for certificate in load_pem_x509_certificates(roots.read_bytes()):
                builder = builder.add_root_certificate(certificate)
            if nonce is not None:
                builder = builder.nonce(nonce)
            builder.build().verify_message(response, message)
        moment: datetime = info.gen_time
    except (ValueError, OSError, client.VerificationError) as bad:
        raise SealError(BAD_STAMP.at("", str(bad))) from bad
    return moment


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as missing:
        raise ConfigError(NO_EXTRA.at("rfc3161-client", "time stamps need it")) from missing
    return rfc3161_client


def _post(url: str, data: bytes) -> tuple[int, str, str]:
    status, kind, answer = _post_bytes(url, data, "text/plain; charset=utf-8")
    return status, kind, answer.decode("utf-8", "replace")


def _post_bytes(url: str, data: bytes, kind: str) -> tuple[int, str, bytes]:
    if not url.startswith(("http://", "https://")):
        raise ConfigError(NO_ANSWER.at(url, "not an address of HTTP"))
    request = urllib.request.Request(  # noqa: S310
        url, data=data, method="POST", headers={"Content-Type": kind}
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            told = answer.headers.get("Content-Type", "")
            return answer.status, told, answer.read(_MOST_BYTES)
    except urllib.error.HTTPError as refused:
        told = refused.headers.get("Content-Type", "")
        return refused.code, told, refused.read(_MOST_BYTES)
    except OSError as silent:
        raise SourceError(NO_ANSWER.at(url, str(silent))) from silent
