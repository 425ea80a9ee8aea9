"""What arrives is kept byte for byte, once, and proven when it is read."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmarket.errors import ReadError, UsageError
from jobmarket.snapshots import decode, keep, read, snapshots

SEEN = datetime(2026, 5, 1, 12, tzinfo=UTC)


@given(data=st.binary(max_size=400))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("kept")
    kept = keep(root, "acme", "a/b.json", data, seen_at=SEEN)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.bytes == len(data)
    if data[:3] != b"\x1f\x8b\x08":
        assert read(root, kept) == data


def test_provenance_is_kept(tmp_path: Path) -> None:
    told = keep(tmp_path, "acme", "u", b"x", seen_at=SEEN, url="https://x.example/a?b=1", status=200)
    (listed,) = snapshots(tmp_path, "acme")
    assert listed == told
    assert (listed.url, listed.status, listed.seen_at) == ("https://x.example/a?b=1", 200, SEEN)


def test_same_bytes_make_the_same_file_anywhere(tmp_path: Path) -> None:
    stored = []
    for home in (tmp_path / "one", tmp_path / "two"):
        stored.append((home / keep(home, "acme", "n", b"ad " * 50, seen_at=SEEN).path).read_bytes())
    assert stored[0] == stored[1]
    assert len(stored[0]) < 150


def test_gzip_is_kept_as_it_came_and_read_decoded(tmp_path: Path) -> None:
    came = gzip.compress(b"one\n", mtime=7) + gzip.compress(b"two\n")
    kept = keep(tmp_path, "acme", "n.jsonl.gz", came, seen_at=SEEN)
    assert (tmp_path / kept.path).read_bytes() == came
    assert read(tmp_path, kept) == b"one\ntwo\n"


def test_same_name_and_bytes_are_kept_once_and_versions_all(tmp_path: Path) -> None:
    first = keep(tmp_path, "acme", "n", b"1", seen_at=SEEN)
    assert keep(tmp_path, "acme", "n", b"1", seen_at=SEEN + timedelta(days=1)) == first
    keep(tmp_path, "acme", "n", b"2", seen_at=SEEN + timedelta(days=1))
    keep(tmp_path, "acme", "a", b"1", seen_at=SEEN)
    assert [(s.name, read(tmp_path, s)) for s in snapshots(tmp_path, "acme")] == [
        ("a", b"1"),
        ("n", b"1"),
        ("n", b"2"),
    ]
    assert snapshots(tmp_path, "other") == []


def test_times_become_utc(tmp_path: Path) -> None:
    east = datetime(2026, 5, 1, 2, tzinfo=timezone(timedelta(hours=8)))
    assert keep(tmp_path, "acme", "n", b"1", seen_at=east).seen_at == datetime(2026, 4, 30, 18, tzinfo=UTC)
    naive = keep(tmp_path, "acme", "m", b"1", seen_at=datetime(2026, 5, 1))
    assert naive.seen_at == datetime(2026, 5, 1, tzinfo=UTC)


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    kept = keep(tmp_path, "acme", "n", b"genuine", seen_at=SEEN)
    (tmp_path / kept.path).write_bytes(gzip.compress(b"forged"))
    with pytest.raises(ReadError, match="sha256"):
        read(tmp_path, kept)


def test_cut_short_or_corrupt_gzip_is_a_read_error(tmp_path: Path) -> None:
    whole = gzip.compress(bytes(range(256)) * 40)
    for data in (whole[:-20], whole[:20], whole[:30] + b"\0\0\0\0" + whole[34:]):
        kept = keep(tmp_path, "acme", "n.gz", data, seen_at=SEEN)
        with pytest.raises(ReadError, match=r"n\.gz"):
            read(tmp_path, kept)


def test_a_missing_file_is_a_read_error_and_keeping_mends_it(tmp_path: Path) -> None:
    kept = keep(tmp_path, "acme", "n", b"1", seen_at=SEEN)
    (tmp_path / kept.path).unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        read(tmp_path, kept)
    assert read(tmp_path, keep(tmp_path, "acme", "n", b"1", seen_at=SEEN)) == b"1"
    assert len(snapshots(tmp_path, "acme")) == 1


def test_bombs_are_bounded() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    with pytest.raises(ReadError, match="more than"):
        decode(bomb, largest=1_000_000)
    with pytest.raises(ReadError, match="more than"):
        decode(gzip.compress(b"x" * 600) * 3, largest=1_000)
    assert len(decode(bomb, largest=5_000_000)) == 5_000_000


def test_plain_bytes_and_trailing_padding() -> None:
    assert decode(b"plain") == b"plain"
    assert decode(b"") == b""
    assert decode(gzip.compress(b"x") + b"\0\0\0") == b"x"
    assert decode(zlib.compress(b"x")) == zlib.compress(b"x")


@pytest.mark.parametrize("name", ["", "..", "a/b", "../x", "A", "a b", "x" * 99])
def test_a_source_cannot_lead_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        keep(tmp_path, name, "n", b"1", seen_at=SEEN)


def test_a_path_cannot_lead_elsewhere(tmp_path: Path) -> None:
    kept = keep(tmp_path / "in", "acme", "n", b"1", seen_at=SEEN)
    (tmp_path / "out.gz").write_bytes(gzip.compress(b"1"))
    with pytest.raises(ReadError, match="leads out"):
        read(tmp_path / "in", dataclasses.replace(kept, path="../out.gz"))


def test_a_crash_in_the_manifest_loses_only_what_was_never_promised(tmp_path: Path) -> None:
    keep(tmp_path, "acme", "first", b"1", seen_at=SEEN)
    manifest = tmp_path / "acme" / "manifest.jsonl"
    with manifest.open("ab") as file:
        file.write(b'{"source": "acme", "name": "cut')
    keep(tmp_path, "acme", "second", b"2", seen_at=SEEN)
    assert [s.name for s in snapshots(tmp_path, "acme")] == ["first", "second"]
    for line in manifest.read_text().splitlines():
        assert line.startswith('{"source": "acme"')
    assert json.loads(manifest.read_text().splitlines()[-1])["name"] == "second"


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="disk full"):
        keep(tmp_path, "acme", "n", b"1", seen_at=SEEN)
    monkeypatch.undo()
    assert snapshots(tmp_path, "acme") == []
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_many_names_stay_quick(tmp_path: Path) -> None:
    for number in range(300):
        keep(tmp_path, "acme", f"{number:03}", b"same", seen_at=SEEN)
    listed = snapshots(tmp_path, "acme")
    assert len(listed) == 300
    assert len({s.path for s in listed}) == 1
