"""Programs that are not ours check our logs: Go's sumdb, openssl, DuckDB, geopandas."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from aselepo.core.problem import SealError, SourceError
from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.entry import parse_header, signed_bytes
from aselepo.log.files import path_of
from aselepo.log.vouching import ask_witness, stamp
from aselepo.run.witness import make_witness, serve_witness
from aselepo.seal.note import unb64

NOW = datetime(2026, 4, 1, tzinfo=UTC)
GO_LIBRARY = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")


def needs(tool: str, package: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is absent (apt-get install {package})")
    return found


def run(*command: str | Path, data: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **more}
    return subprocess.run(
        [str(each) for each in command],
        input=data,
        capture_output=True,
        check=False,
        timeout=300,
        env=environment,
    )


def act(number: int) -> Draft:
    return Draft(kind="act", body={"number": number})


@pytest.fixture(scope="module")
def go_check(tmp_path_factory: pytest.TempPathFactory) -> Path:
    go = needs("go", "golang-go")
    if not GO_LIBRARY.is_dir():
        pytest.skip(f"{GO_LIBRARY} is absent (apt-get install golang-golang-x-mod-dev)")
    place = tmp_path_factory.mktemp("go")
    source = Path(__file__).parent / "go" / "check.go"
    built = run(
        go, "build", "-o", place / "check", source,
        GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="", GOPROXY="off",
        GOCACHE=str(place / "cache"),
    )  # fmt: skip
    assert built.returncode == 0, built.stderr.decode()
    return place / "check"


@pytest.mark.parametrize("steps", [[1], [255, 1], [256, 1], [70, 300, 600, 1], [700, 5_000]])
def test_go_verifies_note_tiles_inclusion_consistency(
    go_check: Path, tmp_path: Path, steps: list[int]
) -> None:
    log = Log.create(tmp_path / "log", origin="log.example/truce")
    number = 0
    for step in steps:
        log.append([act(number + at) for at in range(step)], at=NOW)
        number += step
    log.close()
    done = run(go_check, tmp_path / "log")
    assert done.returncode == 0, done.stdout.decode()
    root = log.view().checkpoint.root if number < 10_000 else log.tree(number).root().hex()
    assert done.stdout.decode().startswith(f"{number} entries included")
    assert done.stdout.decode().endswith(f"root {root}\n")
    if 1 < number < 2000:  # the proof of the only entry needs no tile
        for each in (tmp_path / "log" / "tile" / "0").rglob("*"):
            if each.is_file():
                data = bytearray(each.read_bytes())
                data[3] ^= 1
                each.write_bytes(bytes(data))
        assert run(go_check, tmp_path / "log").returncode == 1


def test_go_refuses_an_altered_checkpoint(go_check: Path, tmp_path: Path) -> None:
    log = Log.create(tmp_path / "log", origin="log.example/truce")
    log.append([act(number) for number in range(300)], at=NOW)
    path = tmp_path / "log" / "checkpoint"
    path.write_text(path.read_text().replace("\n300\n", "\n299\n"))
    assert run(go_check, tmp_path / "log").returncode == 1


def test_openssl_verifies_an_authors_signature(tmp_path: Path) -> None:
    openssl = needs("openssl", "openssl")
    log = Log.create(tmp_path / "log", origin="test")
    key = log.keyring.make("patrol 3")
    log.append([key], at=NOW, signer=log.keyring.sign_new)
    log.keyring.activate("patrol 3")
    log.append([Draft(kind="act", body={"what": "order"}, author="patrol 3")], at=NOW)
    entry = log.entries(2)[1]
    known = log.registry().keys[str(entry.key)]
    public = Ed25519PublicKey.from_public_bytes(known.public)
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public.pem").write_bytes(pem)
    (tmp_path / "said").write_bytes(signed_bytes(parse_header(entry.header())))
    (tmp_path / "signature").write_bytes(unb64(str(entry.signature)))

    def verified() -> bool:
        done = run(
            openssl, "pkeyutl", "-verify", "-pubin", "-inkey", tmp_path / "public.pem", "-rawin",
            "-in", tmp_path / "said", "-sigfile", tmp_path / "signature",
        )  # fmt: skip
        return done.returncode == 0 and b"Verified Successfully" in done.stdout

    assert verified()
    said = (tmp_path / "said").read_bytes()
    (tmp_path / "said").write_bytes(said.replace(b'"act"', b'"axt"'))
    assert not verified()


@pytest.fixture(scope="module")
def sealed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    log = Log.create(tmp_path_factory.mktemp("log"), origin="test")
    rows = [
        {"id": f"o-{at}", "rev": 0, "source": "s", "time": NOW + timedelta(hours=at),
         "lon": 30.0 + at, "lat": 48.0, "class": "fire", "p_class": [("fire", 0.5)]}
        for at in range(5)
    ]  # fmt: skip
    rows.append({"id": "o-9", "rev": 0, "source": "s"})
    log.append([Draft(kind="observation", body={}, table=table(OBSERVATIONS, rows))], at=NOW)
    (attachment,) = log.entries(1)[0].attachments
    assert (
        log.view()
        .observations()[0]
        .drop_columns(["known_at", "entry", "row"])
        .equals(table(OBSERVATIONS, rows).drop_columns(["known_at", "entry", "row"]))
    )
    return path_of(log.folder / "attachments", attachment.sha256)


def test_duckdb_reads_sealed_rows(sealed_file: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    query = "SELECT count(*), min(lon), max(lon), count(point) FROM read_parquet(?)"
    assert duckdb.execute(query, [str(sealed_file)]).fetchone() == (6, 30.0, 34.0, 5)
    query = "SELECT id FROM read_parquet(?) WHERE class = 'fire' AND time >= TIMESTAMPTZ '2026-04-01 03:00:00+00' ORDER BY id"  # fmt: skip
    assert duckdb.execute(query, [str(sealed_file)]).fetchall() == [("o-3",), ("o-4",)]


def test_geopandas_reads_sealed_rows_as_points(sealed_file: Path, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    copy = tmp_path / "rows.parquet"
    shutil.copy(sealed_file, copy)
    frame = geopandas.read_parquet(copy)
    assert frame.crs == "OGC:CRS84"
    assert list(frame.geometry.x)[:5] == [30.0, 31.0, 32.0, 33.0, 34.0]
    assert frame.geometry.isna().sum() == 1
    assert frame.geometry.name == "point"


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def test_two_witnesses_cosign_only_what_grew(tmp_path: Path) -> None:
    log = Log.create(tmp_path / "log", origin="log.example/truce")
    other = Log.create(tmp_path / "other", origin="log.example/other")
    log.append([act(number) for number in range(5)], at=NOW)
    known = log.sealed.public_key()
    for name in ("one", "two"):
        witness, key = make_witness(tmp_path / name, f"witness.example/{name}", [known])
        with serving(serve_witness(witness, 0)) as url:
            ask_witness(log, url, key.verifier())
            log.append([act(number) for number in range(100, 400)], at=NOW, delivery=name)
            signed = ask_witness(log, url, key.verifier())
            assert signed.size == log.size
            assert ask_witness(log, url, key.verifier()).size == log.size
            with pytest.raises(SealError, match="404"):
                ask_witness(other, url, key.verifier())
    found = audit(log)
    assert found.problems == ()
    assert found.counts["cosignatures"] >= 3
    assert str(signed) == (tmp_path / "log" / "checkpoint").read_text()


def test_a_witness_refuses_a_forked_log(tmp_path: Path) -> None:
    """The operator keeps the key and rewrites history: the witness is the one to notice."""
    log = Log.create(tmp_path / "log", origin="log.example/truce")
    shutil.copytree(tmp_path / "log", tmp_path / "fork")
    fork = Log.open(tmp_path / "fork")
    log.append([act(number) for number in range(5)], at=NOW)
    fork.append([act(number + 7) for number in range(5)], at=NOW)
    witness, key = make_witness(tmp_path / "w", "witness.example/w", [log.sealed.public_key()])
    with serving(serve_witness(witness, 0)) as url:
        ask_witness(log, url, key.verifier())
        with pytest.raises(SealError, match="another tree"):
            ask_witness(fork, url, key.verifier())
        fork.append([act(99)], at=NOW)
        with pytest.raises(SealError, match="422"):
            ask_witness(fork, url, key.verifier())
        log.append([act(98)], at=NOW)
        ask_witness(log, url, key.verifier())
    with pytest.raises(SourceError):
        ask_witness(log, url, key.verifier())


def authority(folder: Path) -> Path:
    """A time-stamp authority of the test's own; return its configuration."""
    folder.mkdir()
    configuration = folder / "tsa.cnf"
    configuration.write_text(
        f"""
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[req]
distinguished_name = name
[name]
[ca_ext]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa_ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""
    )
    (folder / "serial").write_text("01\n")
    openssl = needs("openssl", "openssl")
    for command in (
        f"req -x509 -newkey rsa:2048 -nodes -keyout {folder}/ca.key -out {folder}/ca.pem -days 30"
        f" -subj /CN=Test-CA -config {configuration} -extensions ca_ext",
        f"req -newkey rsa:2048 -nodes -keyout {folder}/tsa.key -out {folder}/tsa.csr"
        f" -subj /CN=Test-TSA -config {configuration}",
        f"x509 -req -in {folder}/tsa.csr -CA {folder}/ca.pem -CAkey {folder}/ca.key"
        f" -CAcreateserial -out {folder}/tsa.pem -days 30 -extfile {configuration}"
        " -extensions tsa_ext",
    ):
        done = run(openssl, *command.split())
        assert done.returncode == 0, done.stderr.decode()
    return configuration


def stamping(configuration: Path) -> ThreadingHTTPServer:
    openssl = needs("openssl", "openssl")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = configuration.parent / "query"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            answer = configuration.parent / "answer"
            done = run(
                openssl, "ts", "-reply", "-queryfile", query, "-out", answer,
                "-config", configuration, "-section", "tsa_config",
            )  # fmt: skip
            assert done.returncode == 0, done.stderr.decode()
            data = answer.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def test_time_stamps_that_openssl_verifies(tmp_path: Path) -> None:
    pytest.importorskip("rfc3161_client")
    configuration = authority(tmp_path / "tsa")
    roots = tmp_path / "tsa" / "ca.pem"
    log = Log.create(tmp_path / "log", origin="test")
    log.append([act(1)], at=NOW)
    with serving(stamping(configuration)) as url:
        moment = stamp(log, url, roots, name="test")
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=5)
    found = audit(log)
    assert found.problems == ()
    assert found.counts["stamps"] == 1
    (kept,) = (tmp_path / "log" / "stamps").glob("1.test.*")
    text = tmp_path / "text"
    text.write_text(log.sealed.checkpoint().note.text)

    def verified() -> bool:
        done = run("openssl", "ts", "-verify", "-data", text, "-in", kept, "-CAfile", roots)
        return done.returncode == 0

    assert verified()
    text.write_text("another text\n")
    assert not verified()
    log.append([act(2)], at=NOW)
    assert audit(log).problems == ()
    other = authority(tmp_path / "other").parent / "ca.pem"
    with serving(stamping(configuration)) as url, pytest.raises(SealError, match="ASL-LOG-036"):
        stamp(log, url, other, name="test")
    data = bytearray(kept.read_bytes())
    data[-1] ^= 1
    kept.write_bytes(bytes(data))
    assert [problem.where for problem in audit(log).problems] == [f"stamps/{kept.name}"]
