"""Signed notes: a text and signature lines, each by a named key.

What parses prints back to the same bytes: anything else is refused and says which line.

References
----------
c2sp.org/signed-note; RFC 8032 (Ed25519).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ED25519 = 1
"""Signature type of a plain Ed25519 key."""
COSIGNER = 4
"""Signature type of a witness's time-stamped cosignature."""
_DASH = "— "
_CONTROL = re.compile(r"[\x00-\x1f]")
_MOST_BYTES = 1 << 20
_MOST_SIGNATURES = 64


class BadNote(ValueError):
    """Not a signed note; the message names the line."""


def good_name(name: str) -> bool:
    """May this be the name of a key: not empty, no space, no plus, no control character?"""
    return bool(name) and not re.search(r"[\s+]", name) and name.isprintable()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    """Bytes of standard Base 64, in its one canonical form.

    Raises
    ------
    ValueError : not Base 64, or not its canonical form
    """
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as bad:
        raise ValueError(f"{text!r} is not Base 64") from bad
    if b64(data) != text:
        raise ValueError(f"{text!r} is not canonical Base 64")
    return data


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A public key with the name of its holder."""

    name: str
    kind: int
    public: bytes
    """32 bytes, RFC 8032."""

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        head = self.name.encode() + b"\n" + bytes([self.kind])
        return hashlib.sha256(head + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read ``name+id+key``.

        Raises
        ------
        ValueError : not of that form, or the id is not that of the key
        """
        parts = text.split("+", 2)
        if len(parts) != 3 or not good_name(parts[0]):
            raise ValueError(f"{text!r} is not NAME+ID+KEY")
        material = unb64(parts[2])
        if len(material) != 33 or material[0] not in (ED25519, COSIGNER):
            raise ValueError(f"{text!r} holds no Ed25519 key")
        key = cls(name=parts[0], kind=material[0], public=material[1:])
        if key.id.hex() != parts[1]:
            raise ValueError(f"the id {parts[1]} is not that of the key")
        return key

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Is this the key's Ed25519 signature of the message?"""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerKey:
    """A private key with the name of its holder."""

    name: str
    kind: int
    private: bytes
    """32 bytes, RFC 8032."""

    def __post_init__(self) -> None:
        assert good_name(self.name), f"{self.name!r} cannot name a key"
        assert len(self.private) == 32, "an Ed25519 key has 32 bytes"

    def verifier(self) -> VerifierKey:
        public = self._key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return VerifierKey(name=self.name, kind=self.kind, public=public)

    def sign(self, message: bytes) -> bytes:
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature line: who, four bytes of key id, the rest."""

    name: str
    id: bytes
    data: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {b64(self.id + self.data)}\n"

    @classmethod
    def parse(cls, line: str) -> Signature:
        """Read a signature line without its newline.

        Raises
        ------
        ValueError : not of that form
        """
        name, mark, text = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not mark or not good_name(name):
            raise ValueError("not a signature line")
        data = unb64(text)
        if len(data) < 5:
            raise ValueError("the signature is too short")
        return cls(name=name, id=data[:4], data=data[4:])

    def by(self, key: VerifierKey) -> bool:
        """Does the line say it is by this key?"""
        return self.name == key.name and self.id == key.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, which ends with a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed(self, key: SignerKey) -> Note:
        """The note with a plain Ed25519 signature more."""
        verifier = key.verifier()
        line = Signature(name=key.name, id=verifier.id, data=key.sign(self.text.encode()))
        return Note(text=self.text, signatures=(*self.signatures, line))

    def by(self, key: VerifierKey) -> bool:
        """Is the text signed by this plain Ed25519 key, and no line that says so is false?"""
        lines = [line for line in self.signatures if line.by(key)]
        message = self.text.encode()
        return bool(lines) and all(key.verifies(line.data, message) for line in lines)


def parse_note(data: bytes) -> Note:
    """Read a signed note.

    Raises
    ------
    BadNote : not one; says which line
    """
    if len(data) > _MOST_BYTES:
        raise BadNote(f"{len(data)} bytes are too many for a note")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise BadNote(f"byte {bad.start + 1} is not UTF-8") from bad
    for number, line in enumerate(whole.split("\n"), 1):
        if _CONTROL.search(line):
            raise BadNote(f"line {number} holds a control character")
    text, mark, lines = whole.rpartition("\n\n")
    if not mark or not lines.endswith("\n"):
        raise BadNote("there is no blank line before the signatures, or no newline at the end")
    first = text.count("\n") + 3
    signatures = []
    for number, line in enumerate(lines[:-1].split("\n"), first):
        try:
            signatures.append(Signature.parse(line))
        except ValueError as bad:
            raise BadNote(f"line {number}: {bad}") from bad
    if len(signatures) > _MOST_SIGNATURES:
        raise BadNote(f"{len(signatures)} signatures are too many")
    return Note(text=text + "\n", signatures=tuple(signatures))
