"""Gathering defends itself: bombs, loops, inner addresses, leaks; and no failure ever becomes "zero demand"."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_up_home import QUIET, new_home
from replay import Answer, replay

from jobmarket import journey, snapshots
from jobmarket.catalog.live import parse_live
from jobmarket.catalog.sources import Source, read_source, sources
from jobmarket.errors import DeclarationError
from jobmarket.home import PACKAGE, PROJECT, Home
from jobmarket.live import gather, wire
from jobmarket.live.bodies import Torn, decoded
from jobmarket.live.manners import NoWaiting
from jobmarket.live.outcomes import MISSED

GREENHOUSE = read_source(PACKAGE / "sources" / "greenhouse.toml")
SECRET = "s3cr3t-0f-n0b0dy"
JOBS = json.dumps({"jobs": [{"id": n, "title": "ML Engineer", "content": f"We need PyTorch {n}.", "absolute_url": f"https://x.example/{n}",
                             "first_published": "2026-04-01T00:00:00Z", "location": {"name": "Berlin"}} for n in range(1, 9)]}).encode()  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


@pytest.fixture(autouse=True)
def shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda name: {"acme": ["one"]})


def live(**more: Any) -> Source:
    return dataclasses.replace(GREENHOUSE, name="acme", live=parse_live({"endpoint": "https://api.example/{board}", "boards": "acme", **more}))


def peak_script(kind: str) -> str:
    """A process that gathers from a hostile host and says its peak memory beyond the start, in megabytes."""
    address = f"https://api.example/{kind}" + ("?page={page}" if "next" in ASKED.get(kind, {}) else "")
    return f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_live_defence as here, pathlib, os
from jobmarket.live import plan
plan.shelf = lambda name: {{"acme": ["one"]}}
# Not getrusage: its mark is inherited from whoever started this process.
peak = lambda: int(pathlib.Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024
home = here.Home(project=here.PROJECT, root=pathlib.Path(sys.argv[1]))
os.environ["JOBMARKET_REPLAY"] = sys.argv[2]
# Once around with a harmless answer: libraries are loaded and pools made.
here.gather(home, here.live(endpoint="https://api.example/good"), since=None, progress=here.QUIET, clock=here.NoWaiting())
before = peak()
outcomes = here.gather(home, here.live(endpoint={address!r}, **here.ASKED.get({kind!r}, {{}})), since=None, progress=here.QUIET, clock=here.NoWaiting(), again=True)
print(peak() - before, ",".join(sorted({{one.what for one in outcomes}})))
"""


def bomb() -> bytes:
    """10 GB of nothing, in 10 MB: more than any budget, both packed and not."""
    packer, made = zlib.compressobj(9, wbits=31), io.BytesIO()
    for _ in range(1_000):
        made.write(packer.compress(b" " * 1_000_000))
    made.write(packer.flush())
    return made.getvalue() * 10


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


PAGES = itertools.count()
HOSTILE: dict[str, Callable[[], Answer]] = {
    "bomb": lambda: Answer(body=bomb(), headers={"Content-Encoding": "gzip"}),
    "endless": lambda: Answer(pieces=endless(b"[" * 65_536)),
    "drip": lambda: Answer(pieces=endless(b"["), drip=0.01),
    "zstd": lambda: Answer(body=b"\x28\xb5\x2f\xfd" + b"\0" * 1000, headers={"Content-Encoding": "zstd"}),
    "br": lambda: Answer(body=b"\x8b\x00\x80", headers={"Content-Encoding": "br"}),
    "twice": lambda: Answer(body=bomb()[:100_000], headers={"Content-Encoding": "gzip, gzip"}),
    "same": lambda: Answer(body=JOBS),
    "new": lambda: Answer(body=json.dumps({"jobs": [{"id": next(PAGES), "content": "x" * 100_000}]}).encode()),
    "redirects": lambda: Answer(302, headers={"Location": "/redirects"}),
    "header": lambda: Answer(headers={"X-Long": "x" * 200_000}),
}
TURNED = {"next": {"by": "page", "items": "jobs", "last": 150}}
ASKED: dict[str, dict[str, Any]] = {"same": TURNED, "new": TURNED, "endless": {"seconds": 5}, "drip": {"seconds": 1}, "bomb": {"seconds": 20}}
ENDS = {
    "bomb": {"too-large"}, "endless": {"too-large", "failed"}, "drip": {"failed"}, "zstd": {"failed"}, "br": {"failed"}, "twice": {"failed"},
    "same": {"fetched", "repeated"}, "new": {"fetched", "capped"}, "redirects": {"refused"}, "header": {"failed"},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/status")
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_process_that_meets_a_hostile_host_stays_small(tmp_path: Path, kind: str) -> None:
    """Measured from outside: the resident memory of the whole process, not only what Python counts."""
    made = HOSTILE[kind]()
    with replay(lambda path: Answer(body=JOBS) if path.endswith("/good") else HOSTILE["new"]() if kind == "new" else made) as server:
        done = subprocess.run(
            [sys.executable, "-c", peak_script(kind), str(tmp_path), server.url], capture_output=True, text=True, check=True, timeout=120
        )
    megabytes, ends = done.stdout.split()
    assert int(megabytes) <= 64
    assert set(ends.split(",")) <= ENDS[kind]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/status")
def test_the_measure_of_memory_sees_what_is_taken(tmp_path: Path) -> None:
    greedy = peak_script("same").replace("outcomes = ", "taken = b'x' * 150_000_000\noutcomes = ")
    with replay(lambda path: Answer(body=JOBS)) as server:
        done = subprocess.run([sys.executable, "-c", greedy, str(tmp_path), server.url], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[0]) > 120


@pytest.mark.parametrize("encoding", ["zstd", "br", "deflate", "compress", "gzip, gzip", "identity, gzip", "x"])
def test_only_gzip_is_decoded(encoding: str) -> None:
    with pytest.raises(Torn, match="not asked for"):
        list(decoded([b"x" * 100], encoding))


def test_only_gzip_is_asked_for(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with replay(lambda path: Answer(body=JOBS)) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        gather(here, live(), since=None, progress=QUIET, clock=NoWaiting())
    assert {headers["accept-encoding"] for _, headers in server.asked} == {"gzip, identity;q=0.5"}


@pytest.mark.parametrize("kind", ["zstd", "br", "twice", "redirects", "header"])
def test_hostile_answers_keep_nothing(here: Home, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    made = HOSTILE[kind]()
    with replay(lambda path: made) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        outcomes = gather(here, live(), since=None, progress=QUIET, clock=NoWaiting())
    assert {one.what for one in outcomes} <= ENDS[kind]
    assert list(here.snapshots.rglob("*.gz")) == []


def _resolving(monkeypatch: pytest.MonkeyPatch, found: dict[str, list[str]]) -> list[str]:
    """Names lead where ``found`` says; the addresses that are really connected to."""
    reached: list[str] = []

    def named(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found[host]]

    def connect(address: tuple[str, int], *_: Any) -> socket.socket:
        reached.append(address[0])
        raise OSError("nobody is there")

    monkeypatch.delenv("JOBMARKET_REPLAY", raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", named)
    monkeypatch.setattr(socket, "create_connection", connect)
    return reached


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "100.64.0.1", "0.0.0.0"])
def test_a_name_may_not_lead_inside_even_beside_public_ones(monkeypatch: pytest.MonkeyPatch, inner: str) -> None:
    reached = _resolving(monkeypatch, {"api.example": ["93.184.216.34", inner]})
    asked = wire.Wire()
    with pytest.raises(wire.ForbiddenAddress), asked.get("https://api.example/", {}, 5):
        pass
    assert reached == []


def test_addresses_are_checked_anew_for_each_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when asked first and private a moment later (DNS rebinding) is refused then."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    found: dict[str, list[str]] = {}
    reached = _resolving(monkeypatch, found)
    asked = wire.Wire()
    for wanted in (wire.Unreachable, wire.ForbiddenAddress):
        found["api.example"] = next(answers)
        with pytest.raises(wanted), asked.get("https://api.example/", {}, 5):
            pass
    assert reached == ["93.184.216.34"]


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("https://internal.example/x", "another host"), ("http://api.example/x", "not plain https"), ("https://api.example:8443/x", "not plain https"),
        ("https://me@api.example/x", "not plain https"), ("file:///etc/passwd", "not plain https"), ("//internal.example/", "another host"),
        ("https://127.0.0.1/x", "another host"), ("https://[::1]/x", "another host"), ("https://169.254.169.254/latest/meta-data", "another host"),
        ("https://api.example.evil.example/", "another host"), ("gopher://api.example/", "not plain https"), ("\\\\internal.example\\x", ""),
    ],
)  # fmt: skip
def test_a_redirect_leads_to_declared_hosts_only(here: Home, monkeypatch: pytest.MonkeyPatch, location: str, why: str) -> None:
    with replay(lambda path: Answer(302, headers={"Location": location})) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        (outcome,) = gather(here, live(), since=None, progress=QUIET, clock=NoWaiting())
    assert outcome.what == "refused"
    assert why in outcome.detail
    assert {path.split("/")[1] for path in server.paths} == {"api.example"}


def test_a_redirect_to_a_declared_host_that_leads_inside_is_refused(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hop's addresses are checked, not only the first's."""
    at: list[str] = []

    def addresses(host: str, port: int) -> list[str]:
        at.append(host)
        if host == "other.example":
            raise wire.ForbiddenAddress(f"{host} leads to 10.0.0.1, which is no public address")
        return ["127.0.0.1"]

    with replay(lambda path: Answer(302, headers={"Location": "https://other.example/one"})) as server:
        port = int(server.url.rpartition(":")[2])
        monkeypatch.delenv("JOBMARKET_REPLAY", raising=False)
        monkeypatch.setattr(wire, "addresses", addresses)
        connected = wire._connected
        monkeypatch.setattr(wire, "_connected", lambda host, _port, listed: connected(host, port, listed))
        monkeypatch.setattr(wire._Stream, "start_tls", lambda self, *_, **__: self)  # the test's server speaks no TLS
        (outcome,) = gather(here, live(also_hosts=["other.example"]), since=None, progress=QUIET, clock=NoWaiting())
    assert at == ["api.example", "other.example"]
    assert (outcome.what, "no public address" in outcome.detail) == ("refused", True)


def test_declared_addresses_are_https() -> None:
    for each in sources().values():
        if each.live:
            assert each.live.endpoint.startswith(("https://", "{")), each.name
    with pytest.raises(DeclarationError):
        live(endpoint="http://api.example/{board}")


# ---- secrets ------------------------------------------------------------------------------------------------


def _traces(folder: Path) -> list[str]:
    """Files below a folder that hold the secret, as text or packed."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if SECRET.encode() in data or (data[:2] == b"\x1f\x8b" and SECRET.encode() in snapshots.decode(data)):
                found.append(path.name)
    return found


@pytest.mark.parametrize(
    "answer",
    [Answer(body=JOBS), Answer(500), Answer(401), Answer(429), Answer(200, b"<html>"), Answer(cut=3, body=JOBS), Answer(302, headers={"Location": "https://other.example/"}),
     Answer(302, headers={"Location": "https://evil.example/"}), Answer(body=b"", headers={"Content-Encoding": "zstd"})],
    ids=["well", "500", "401", "429", "HTML", "cut", "redirect", "redirect elsewhere", "zstd"],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Authorization", "X-Key"])
def test_a_key_is_sent_and_never_written_down(
    here: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], answer: Answer, header: str
) -> None:
    from jobmarket.progress import Progress

    monkeypatch.setenv("ACME_KEY", SECRET)
    with replay(lambda path: answer) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        declared = live(key="ACME_KEY", key_header=header, also_hosts=["other.example"])
        outcomes = gather(here, declared, since=None, progress=Progress(), clock=NoWaiting())
    sent = [(path, headers.get(header.lower(), "")) for path, headers in server.asked]
    assert SECRET in sent[0][1]
    assert not any(SECRET in key for path, key in sent if not path.startswith("/api.example"))
    assert _traces(here.root) == []
    assert SECRET not in repr(outcomes) + repr(declared) + "".join(capfd.readouterr())


def test_no_key_is_part_of_an_address_or_of_a_flow() -> None:
    """Keys go in headers: addresses are written into snapshots and outcomes.  Flows take names and dates only."""
    for each in sources().values():
        if each.live and each.live.key:
            assert each.live.key.startswith("JOBMARKET_")
            assert each.live.key not in each.live.endpoint
    for file in (PROJECT / "flows").glob("*.py"):
        code = file.read_text(encoding="utf-8")
        assert "_TOKEN" not in code
        assert "_KEY" not in code


# ---- no failure is "zero demand" ------------------------------------------------------------------------------


FAILURES: dict[str, Callable[[], Answer]] = {
    "500": lambda: Answer(500), "404 for all": lambda: Answer(404), "401": lambda: Answer(401), "429": lambda: Answer(429), "HTML": lambda: Answer(body=b"<html>down for maintenance"),
    "empty body": lambda: Answer(body=b""), "cut short": lambda: Answer(body=JOBS, cut=len(JOBS) // 2), "no list": lambda: Answer(body=b'{"error": "x"}'),
    "an empty list": lambda: Answer(body=b'{"jobs": []}'), "null": lambda: Answer(body=b'{"jobs": null}'), "a loop": lambda: Answer(302, headers={"Location": "/"}),
    "zstd": HOSTILE["zstd"], "204": lambda: Answer(204),
}  # fmt: skip


@pytest.mark.slow
def test_a_source_that_fails_in_any_way_leaves_its_facts_standing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = new_home(tmp_path)
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda name: {"greenhouse": ["acme"]})
    monkeypatch.setattr("jobmarket.live.gathering.Clock", NoWaiting, raising=False)
    monkeypatch.setattr("jobmarket.live.retries._BACKOFF", lambda state: 0.0)
    now = {"answer": Answer(body=JOBS)}
    with replay(lambda path: now["answer"]) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        journey.gather_sources(home, ["greenhouse"], None, QUIET)
        parts = journey.read(home, QUIET)
        whole = _held(parts)
        assert whole == 8
        for name, failure in FAILURES.items():
            now["answer"] = failure()
            outcomes = journey.gather_sources(home, ["greenhouse"], None, QUIET, again=True)
            assert {one.what for one in outcomes} <= MISSED | {"empty", "empty-or-unknown", "unknown-tenant", "fetched"}, name
            assert _held(journey.read(home, QUIET)) == whole, f"{name}: facts were lost"


def _held(parts: list[Path]) -> int:
    ids = set()
    for part in parts:
        for file in part.glob("postings.parquet"):
            ids |= {row[0] for row in duckdb.sql(f"SELECT posting_id FROM read_parquet('{file}')").fetchall()}
    return len(ids)
