"""Authors' keys: whose they are, since when, until when; and what must be signed by whom.

Keys and roles are entries, so who could sign what is read from the log itself. Whoever has a live
key signs: an unsigned entry in their name is refused. Once somebody with a live key holds the role
`key_keeper`, changes of keys and roles are signed by such a person, or by the holder's own key.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from aselepo.core.problem import ConfigError
from aselepo.core.records import Draft
from aselepo.log import durable
from aselepo.log.codes import BAD_KEY
from aselepo.log.entry import signed_bytes
from aselepo.seal.note import ED25519, VerifierKey, b64, unb64

KEEPER = "key_keeper"
Signer = Callable[[str, bytes], tuple[str, bytes] | None]
"""Signs a message in an author's name: id of the key and signature; None where it has no key."""


def key_id(public: bytes) -> str:
    """Id of a key: it names this one key and no other."""
    return hashlib.sha256(b"aselepo key/1\n" + public).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An author's public key and its history."""

    id: str
    holder: str
    public: bytes
    added: int
    """Number of the entry that added it."""
    revoked: int | None = None
    doubtful_from: str | None = None
    """From when on signatures may be somebody else's: the key was lost then."""


class Registry:
    """Keys and roles as the entries so far say."""

    def __init__(self) -> None:
        self.keys: dict[str, Key] = {}
        self._roles: set[tuple[str, str]] = set()

    def live(self, holder: str) -> list[Key]:
        return [key for key in self.keys.values() if key.holder == holder and key.revoked is None]

    def keepers(self) -> list[str]:
        return sorted(who for who, role in self._roles if role == KEEPER and self.live(who))

    def wrong(self, fields: dict[str, Any], body: dict[str, Any] | None) -> str | None:
        """What is wrong with an entry's authority, by the entries before it; None: nothing.

        The signature's bytes are checked by `verifies`.

        Parameters
        ----------
        fields : its header
        body : its body, where it is of kind key or role
        """
        author, signed_by = fields["author"], fields["key"]
        if (signed_by is None) != (fields["signature"] is None):
            return "a signature and the id of its key go together"
        adds = body.get("key") if fields["kind"] == "key" and body and _adds(body) else None
        if signed_by is None:
            if self.live(author):
                return f"{author} has a key, and the entry is not signed"
        elif signed_by != adds:
            key = self.keys.get(signed_by)
            if key is None:
                return f"it is signed by key {signed_by}, which no entry before it added"
            if key.holder != author:
                return f"it is signed by the key of {key.holder}, not of {author}"
            if key.revoked is not None:
                return f"entry {key.revoked} revoked the key that signed it"
        if fields["kind"] not in ("key", "role"):
            return None
        if body is None:
            return "the content of a key or role entry cannot be gone"
        return self._may_change(author, signed_by, body) or _malformed(fields["kind"], body)

    def _may_change(self, author: str, signed_by: str | None, body: dict[str, Any]) -> str | None:
        keepers = self.keepers()
        own = signed_by in self.keys and body.get("holder") == author and "role" not in body
        known = signed_by in self.keys
        if body.get("what") == "add" and "role" not in body and body.get("key") in self.keys:
            return f"key {body['key']} was added before"
        if own or (known and author in keepers):
            return None
        if keepers:
            return f"keys and roles are changed by a key keeper ({', '.join(keepers)})"
        if "role" not in body and self.live(str(body.get("holder"))):
            return f"{body['holder']} has a live key: only that key may change this"
        return None

    def take(self, number: int, kind: str, body: dict[str, Any]) -> None:
        """Take note of a key or role entry that is not wrong."""
        if kind == "role":
            pair = (body["holder"], body["role"])
            if body["what"] == "give":
                self._roles.add(pair)
            else:
                self._roles.discard(pair)
        elif _adds(body):
            self.keys[body["key"]] = Key(
                id=body["key"],
                holder=body["holder"],
                public=unb64(body["public"]),
                added=number,
            )
        elif body["key"] in self.keys:
            key = self.keys[body["key"]]
            self.keys[key.id] = replace(
                key, revoked=number, doubtful_from=body.get("doubtful_from")
            )


def _adds(body: dict[str, Any]) -> bool:
    return body.get("what") == "add"


def _malformed(kind: str, body: dict[str, Any]) -> str | None:
    if kind == "role":
        good = body.get("what") in ("give", "take") and all(
            isinstance(body.get(name), str) for name in ("holder", "role")
        )
        return None if good else "a role entry says what (give, take), holder, role"
    try:
        good = isinstance(body["holder"], str) and body["what"] in ("add", "revoke")
        if good and _adds(body):
            good = key_id(unb64(body["public"])) == body["key"]
    except (KeyError, TypeError, ValueError):
        good = False
    return None if good else "a key entry says what (add, revoke), key, holder, and adds a public"


def verifies(public: bytes, fields: dict[str, Any]) -> bool:
    """Is the signature in a header that of the key?"""
    try:
        signature = unb64(fields["signature"])
    except (TypeError, ValueError):
        return False
    key = VerifierKey(name="author", kind=ED25519, public=public)
    return key.verifies(signature, signed_bytes(fields))


class Keyring:
    """Private keys of authors who sign on this machine: PEM files, readable by their owner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, author: str) -> Draft:
        """Make a key for an author; it signs once it is recorded and activated.

        Returns
        -------
        the entry that adds the key; the author's first key signs it itself (`sign_new`), a later
        one is signed by the one before it or by a key keeper
        """
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.write(self._path(author, ".new"), pem, mode=0o600)
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return add_key(author, public)

    def activate(self, author: str) -> None:
        """From now on the new key signs; the one before it is put aside."""
        path = self._path(author)
        if path.exists():
            path.replace(path.with_name(f"{path.name}.{secrets.token_hex(4)}.old"))
        self._path(author, ".new").replace(path)

    def sign(self, author: str, message: bytes) -> tuple[str, bytes] | None:
        """Sign in an author's name, if their key is here.

        Raises
        ------
        ConfigError : the key cannot be read
        """
        if not self.folder.is_dir():
            return None
        return _sign(self._path(author), message)

    def sign_new(self, author: str, message: bytes) -> tuple[str, bytes] | None:
        """Sign with the key that was made and not yet activated."""
        return _sign(self._path(author, ".new"), message)

    def forget(self, author: str) -> None:
        """Remove a private key from this machine."""
        self._path(author).unlink(missing_ok=True)

    def _path(self, author: str, ending: str = "") -> Path:
        plain = re.sub(r"[^A-Za-z0-9._-]", "_", author)[:60]
        mark = hashlib.sha256(author.encode()).hexdigest()[:8]
        return self.folder / f"{plain}-{mark}.pem{ending}"


def _sign(path: Path, message: bytes) -> tuple[str, bytes] | None:
    try:
        pem = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        key = load_pem_private_key(pem, password=None)
    except ValueError as bad:
        raise ConfigError(BAD_KEY.at(str(path), "it is not a private key in PEM")) from bad
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigError(BAD_KEY.at(str(path), "it is not an Ed25519 key"))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return key_id(public), key.sign(message)


def add_key(holder: str, public: bytes, *, author: str | None = None) -> Draft:
    """The entry that adds a key."""
    body = {"what": "add", "key": key_id(public), "holder": holder, "public": b64(public)}
    return Draft(kind="key", body=body, author=holder if author is None else author)


def revoke_key(key: Key, *, author: str, why: str, doubtful_from: str | None = None) -> Draft:
    """The entry that revokes a key; from `doubtful_from` on its signatures may be another's."""
    body: dict[str, Any] = {"what": "revoke", "key": key.id, "holder": key.holder, "why": why}
    if doubtful_from is not None:
        body["doubtful_from"] = doubtful_from
    return Draft(kind="key", body=body, author=author)


def give_role(holder: str, role: str, *, author: str, take: bool = False) -> Draft:
    """The entry that gives or takes a role."""
    what = "take" if take else "give"
    return Draft(kind="role", body={"what": what, "holder": holder, "role": role}, author=author)


def registry(entries: Iterable[tuple[int, str, dict[str, Any]]]) -> Registry:
    """Keys and roles after entries (number, kind, body) that are not wrong."""
    made = Registry()
    for number, kind, body in entries:
        made.take(number, kind, body)
    return made
