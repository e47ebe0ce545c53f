"""Programs of others are the ones that were published, and each names its licence."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import aselepo.web

STATIC = Path(aselepo.web.__file__).parent / "static"
VENDOR = STATIC / "vendor"
MANIFEST = tomllib.loads((VENDOR / "manifest.toml").read_text(encoding="utf-8"))["file"]


def test_vendored_files_are_those_of_the_manifest() -> None:
    here = {path.name for path in VENDOR.iterdir()} - {"manifest.toml"}
    assert here == {each["name"] for each in MANIFEST}
    for each in MANIFEST:
        digest = hashlib.sha256((VENDOR / each["name"]).read_bytes()).hexdigest()
        assert digest == each["sha256"], each["name"]


def test_each_package_brings_its_licence() -> None:
    for package in {each["package"] for each in MANIFEST}:
        texts = [each["name"] for each in MANIFEST if each["package"] == package]
        assert any("LICENSE" in name for name in texts), package
    assert all(each["licence"] and each["version"] for each in MANIFEST)


def test_own_scripts_and_styles_name_no_other_host() -> None:
    own = [path for path in STATIC.iterdir() if path.suffix in (".js", ".css")]
    assert len(own) >= 5
    for path in own:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        assert "url(" not in text, path.name
