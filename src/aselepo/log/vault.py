"""Identities apart from the log: encrypted under a key for each subject.

The log names a subject by a random id only. Destroying the key is deletion: what was encrypted
under it, here, in the log's sidecars and in every copy of them, is then noise.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from aselepo.core.problem import ConfigError, Denied, SealError
from aselepo.log import durable
from aselepo.log.codes import FORGOTTEN, NO_SUBJECT, SEALED_BYTES

_HEAD = b"aselepo vault/1\n"
_SUBJECT = re.compile(r"s-[0-9a-f]{32}")


class Vault:
    """Keys and records of subjects in a folder that only its keeper may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self) -> str:
        """Make a subject: a random id with a key of its own."""
        subject = f"s-{secrets.token_hex(16)}"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._key_path(subject).parent.mkdir(exist_ok=True, mode=0o700)
        durable.write(self._key_path(subject), secrets.token_bytes(32), mode=0o600)
        durable.sync_folder(self._key_path(subject).parent)
        return subject

    def seal(self, subject: str, data: bytes) -> bytes:
        """Encrypt under the subject's key.

        Raises
        ------
        ConfigError : no such subject
        Denied : the subject was forgotten
        """
        nonce = secrets.token_bytes(12)
        return _HEAD + nonce + self._cipher(subject).encrypt(nonce, data, subject.encode())

    def open(self, subject: str, sealed: bytes) -> bytes:
        """Decrypt what was sealed for the subject.

        Raises
        ------
        ConfigError : no such subject
        Denied : the subject was forgotten
        SealError : the bytes are not what was sealed for this subject
        """
        if not sealed.startswith(_HEAD):
            raise SealError(SEALED_BYTES.at(subject, "these bytes were not sealed by a vault"))
        body = sealed[len(_HEAD) :]
        try:
            return self._cipher(subject).decrypt(body[:12], body[12:], subject.encode())
        except (InvalidTag, ValueError) as bad:
            raise SealError(SEALED_BYTES.at(subject, "the sealed bytes have changed")) from bad

    def put(self, subject: str, name: str, data: bytes) -> None:
        """Keep a record of a subject in the vault itself."""
        path = self._record_path(subject, name)
        sealed = self.seal(subject, data)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.write(path, sealed, mode=0o600)

    def get(self, subject: str, name: str) -> bytes:
        """A record kept in the vault."""
        try:
            sealed = self._record_path(subject, name).read_bytes()
        except FileNotFoundError as missing:
            raise self._absent(subject, f"no record {name!r}") from missing
        return self.open(subject, sealed)

    def subjects(self) -> list[str]:
        """Subjects whose keys are here."""
        return sorted(path.stem for path in (self.folder / "keys").glob("s-*.key"))

    def forget(self, subject: str) -> None:
        """Destroy the subject's key: deletion for good. A mark that it was forgotten stays.

        The key is overwritten before it is removed; on media that copy on write (SSD, snapshots,
        backups) old blocks may live on, so keep the vault's folder out of those.

        Raises
        ------
        ConfigError : no such subject
        """
        path = self._key_path(subject)
        if not path.exists():
            error = self._absent(subject, "no such subject")
            if isinstance(error, Denied):
                return
            raise error
        mark = self.folder / "forgotten" / subject
        durable.write(mark, b"", mode=0o600)
        handle = os.open(path, os.O_WRONLY)
        try:
            os.write(handle, secrets.token_bytes(32))
            os.fsync(handle)
        finally:
            os.close(handle)
        path.unlink()
        durable.sync_folder(path.parent)
        records = self.folder / "records" / subject
        if records.is_dir():
            for record in records.iterdir():
                record.unlink()
            records.rmdir()

    def _cipher(self, subject: str) -> ChaCha20Poly1305:
        try:
            return ChaCha20Poly1305(self._key_path(subject).read_bytes())
        except FileNotFoundError as missing:
            raise self._absent(subject, "no such subject") from missing

    def _absent(self, subject: str, what: str) -> ConfigError | Denied:
        if (self.folder / "forgotten" / subject).exists():
            return Denied(FORGOTTEN.at(subject, "the key was destroyed"))
        return ConfigError(NO_SUBJECT.at(subject, what))

    def _key_path(self, subject: str) -> Path:
        if not _SUBJECT.fullmatch(subject):
            raise ConfigError(NO_SUBJECT.at(subject, "not the id of a subject"))
        return self.folder / "keys" / f"{subject}.key"

    def _record_path(self, subject: str, name: str) -> Path:
        self._key_path(subject)
        if not re.fullmatch(r"[a-z0-9_-]{1,60}", name):
            raise ConfigError(NO_SUBJECT.at(subject, f"{name!r} is not a name of a record"))
        return self.folder / "records" / subject / name
