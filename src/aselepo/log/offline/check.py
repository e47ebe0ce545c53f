#!/usr/bin/env python3
"""Checks a pack of an Aselepo log offline: python3 check.py [--trust KEY] [--witness KEY].

Needs Python 3 and the package `cryptography`. Exits 0 if all verifies, 5 if not.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WIDTH = 256
SIGNED = ("author", "content", "edition", "grounds", "kind", "known_at", "sensitivity")


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha(b"\x01" + left + right)


def root_of(hashes: list[bytes]) -> bytes:
    """Root of the RFC 6962 tree over these hashes."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return node(root_of(hashes[:half]), root_of(hashes[half:]))


def index_path(index: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups)


def tile_path(level: str, index: int, width: int) -> str:
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{index_path(index)}{partial}"


class Key:
    """NAME+ID+KEY of c2sp.org/signed-note."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.name, self.id, material = self.text.split("+", 2)
        raw = base64.b64decode(material, validate=True)
        self.kind, self.public = raw[0], raw[1:]
        if sha(self.name.encode() + b"\n" + raw)[:4].hex() != self.id:
            raise ValueError("the id is not that of the key: " + text)

    def signed(self, message: bytes, signature: bytes) -> bool:
        return ed25519(self.public, message, signature)


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def note(data: bytes) -> tuple[str, list[tuple[str, str, bytes]]]:
    """Text and signatures (name, id, bytes) of a signed note."""
    text, _, lines = data.decode().rpartition("\n\n")
    signatures = []
    for line in lines.splitlines():
        dash, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        if dash != "\u2014" or base64.b64encode(raw).decode() != encoded:
            raise ValueError("not a signature line: " + line)
        signatures.append((name, raw[:4].hex(), raw[4:]))
    return text + "\n", signatures


def signed_text(data: bytes, key: Key) -> str:
    """The text of a note that the key signed."""
    text, signatures = note(data)
    mine = [raw for name, mark, raw in signatures if (name, mark) == (key.name, key.id)]
    if not mine or not all(key.signed(text.encode(), raw) for raw in mine):
        raise ValueError("it is not signed by " + key.name)
    return text


class Check:
    """One run over one pack."""

    def __init__(self, pack: Path, trust: list[str], witnesses: list[str]) -> None:
        self.pack, self.log = pack, pack / "log"
        self.trust, self.witnesses = trust, [Key(text) for text in witnesses]
        self.wrong: list[str] = []
        self.count = dict.fromkeys(("entries", "withheld", "erased", "attachments", "signed"), 0)
        self.keys: dict[str, bytes] = {}
        self.erasures: dict[int, int] = {}
        self.gone: dict[int, int] = {}
        self.signatures: list[tuple[int, dict[str, Any]]] = []
        self.seen: set[str] = set()
        self.here: set[int] = set()
        self.size, self.root = 0, b""

    def bad(self, where: str, what: str) -> None:
        self.wrong.append(f"{where}: {what}")

    def run(self) -> bool:
        try:
            key = Key((self.log / "log.vkey").read_text())
            if self.trust and key.text not in self.trust:
                self.bad("log/log.vkey", "it is not a key that you trust")
            self.manifest(key)
            text = signed_text((self.log / "checkpoint").read_bytes(), key)
            origin, size, root = text.split("\n")[:3]
            self.size, self.root = int(size), base64.b64decode(root, validate=True)
            if origin != key.name:
                self.bad("log/checkpoint", "it is of another log")
        except (OSError, ValueError, KeyError, IndexError) as error:
            self.bad("log/checkpoint", str(error))
            return False
        self.tiles()
        self.bundles()
        self.consequences()
        self.cosignatures()
        return not self.wrong

    def manifest(self, key: Key) -> None:
        """Every file is the one that the log's key signed for; none is missing or added."""
        try:
            lines = signed_text((self.pack / "manifest").read_bytes(), key).splitlines()
        except (OSError, ValueError) as error:
            self.bad("manifest", str(error))
            return
        named = {"manifest"}
        for line in lines[1:]:
            digest, path = line.split(" ", 1)
            named.add(path)
            try:
                if sha((self.pack / path).read_bytes()).hex() != digest:
                    self.bad(path, "it is not the file of the manifest")
            except OSError as error:
                self.bad(path, str(error.strerror))
        for found in self.pack.rglob("*"):
            name = found.relative_to(self.pack).as_posix()
            if found.is_file() and name not in named and "__pycache__" not in name:
                self.bad(name, "the manifest does not name it")

    def tile(self, level: int, index: int, width: int) -> list[bytes] | None:
        path = self.log / tile_path(str(level), index, width)
        if not path.exists():
            return None
        data = path.read_bytes()
        if len(data) != 32 * width:
            self.bad(path.relative_to(self.pack).as_posix(), f"it is not a tile of {width}")
            return None
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def tiles(self) -> None:
        """Each tile is under the one above it, and the edge of the tree hashes to the root."""
        edge: list[bytes] = []
        level, count = 0, self.size
        while count:
            above = count // WIDTH
            for index in range(above):
                row, at = self.tile(level, index, WIDTH), index // WIDTH
                over = self.tile(level + 1, at, min(WIDTH, above - at * WIDTH))
                path = "log/" + tile_path(str(level), index, WIDTH)
                if over is None or (row is None and level):
                    self.bad(path, "it or the tile above it is missing")
                elif row is not None and root_of(row) != over[index % WIDTH]:
                    self.bad(path, "it is not in the tree")
            if count % WIDTH:
                row = self.tile(level, above, count % WIDTH)
                if row is None:
                    self.bad("log/" + tile_path(str(level), above, count % WIDTH), "it is missing")
                    return
                # the part of the tree that is left of what the levels below add
                edge.insert(0, b"".join(row))
            level, count = level + 1, above
        if self.fold(edge) != self.root:
            self.bad("log/checkpoint", "the tiles do not hash to its root")

    def fold(self, edge: list[bytes]) -> bytes:
        """Root from the partial tiles, highest level first: complete subtrees, largest first."""
        peaks: list[bytes] = []
        for data in edge:
            row = [data[at : at + 32] for at in range(0, len(data), 32)]
            while row:
                take = 1 << len(row).bit_length() - 1
                peaks.append(root_of(row[:take]))
                row = row[take:]
        if not peaks:
            return sha(b"")
        root = peaks.pop()
        while peaks:
            root = node(peaks.pop(), root)
        return root

    def bundles(self) -> None:
        for index in range(-(-self.size // WIDTH)):
            width = min(WIDTH, self.size - index * WIDTH)
            path = tile_path("entries", index, width)
            if not (self.log / path).exists():
                continue
            leaves = self.tile(0, index, width)
            data, headers = (self.log / path).read_bytes(), []
            while data:
                length = int.from_bytes(data[:2], "big")
                headers.append(data[2 : 2 + length])
                data = data[2 + length :]
            lines = (self.log / "content" / index_path(index)).read_bytes().split(b"\n")
            if leaves is None or len(headers) != width or len(lines) < width:
                self.bad("log/" + path, f"it does not hold {width} entries")
                continue
            for at in range(width):
                number = index * WIDTH + at + 1
                if headers[at]:  # empty: this entry is not in the pack
                    if sha(b"\x00" + headers[at]) != leaves[at]:
                        self.bad("log/" + path, f"entry {number} is not in the tree")
                    else:
                        self.entry(number, json.loads(headers[at]), lines[at])

    def entry(self, number: int, fields: dict[str, Any], line: bytes) -> None:
        self.count["entries"] += 1
        if fields["number"] != number:
            self.bad(f"entry {number}", f"it says it is entry {fields['number']}")
        if fields["signature"] is not None:
            self.signatures.append((number, fields))
        if sha(line).hex() != fields["content"]:
            try:
                said = json.loads(line)
            except ValueError:
                said = None
            if said == {"withheld": True}:
                self.count["withheld"] += 1
            elif isinstance(said, dict) and list(said) == ["erased"]:
                self.count["erased"] += 1
                self.gone[number] = said["erased"]
            else:
                self.bad(f"entry {number}", "its content is not the one committed to")
            return
        self.here.add(number)
        content = json.loads(line)
        body = content["body"]
        if fields["kind"] == "erasure":
            self.erasures[number] = body["entry"]
        if fields["kind"] == "key" and body.get("what") == "add":
            self.keys[body["key"]] = base64.b64decode(body["public"])
        for each in content["attachments"]:
            name = each["sha256"]
            if name in self.seen:
                continue
            self.seen.add(name)
            path = self.log / "attachments" / name[:2] / name
            try:
                data = path.read_bytes()
            except OSError as error:
                self.bad(f"entry {number}", f"attachment {name}: {error.strerror}")
                continue
            if sha(data).hex() != name:
                self.bad(f"entry {number}", f"attachment {name} has other bytes")
            self.count["attachments"] += 1

    def consequences(self) -> None:
        for number, by in self.gone.items():
            outside = by not in self.here and number < by <= self.size
            if self.erasures.get(by) != number and not outside:
                self.bad(f"entry {number}", f"it is gone, and entry {by} does not erase it")
        for number, fields in self.signatures:
            public = self.keys.get(fields["key"])
            if public is None:
                continue  # the entry that adds the key is not in this pack
            said = {name: fields[name] for name in SIGNED}
            text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            message = b"aselepo entry/1\n" + text.encode()
            if ed25519(public, message, base64.b64decode(fields["signature"])):
                self.count["signed"] += 1
            else:
                self.bad(f"entry {number}", "its signature is false")

    def cosignatures(self) -> None:
        text, signatures = note((self.log / "checkpoint").read_bytes())
        for witness in self.witnesses:
            for name, mark, raw in signatures:
                if (name, mark) == (witness.name, witness.id):
                    moment = int.from_bytes(raw[:8], "big")
                    message = f"cosignature/v1\ntime {moment}\n{text}"
                    if witness.signed(message.encode(), raw[8:]):
                        print(f"cosigned by {name} at {moment}")
                        break
            else:
                self.bad("log/checkpoint", f"{witness.name} did not cosign it")


def main() -> int:
    parser = argparse.ArgumentParser(description="Check a pack of an Aselepo log, offline.")
    parser.add_argument("pack", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument(
        "--trust", action="append", default=[], help="key of the log, as you know it"
    )
    parser.add_argument("--witness", action="append", default=[], help="key of a witness")
    given = parser.parse_args()
    check = Check(given.pack, given.trust, given.witness)
    good = check.run()
    for line in check.wrong:
        print(line, file=sys.stderr)
    if check.root:
        print(f"root {check.root.hex()}")
        told = ", ".join(f"{number} {name}" for name, number in check.count.items())
        print(f"log of {check.size} entries; in this pack: {told}")
    print("verified" if good else "NOT VERIFIED")
    return 0 if good else 5


if __name__ == "__main__":
    sys.exit(main())
