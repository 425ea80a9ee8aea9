"""What is kept is proven byte for byte: every damaged file is found and named, and a whole one is never accused."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobmarket import explain
from jobmarket.__main__ import main
from jobmarket.home import Home
from jobmarket.snapshots import forget, keep, snapshots
from jobmarket.snapshots.integrity import SEAL, Checked, objects, seal, sealed

SEEN = datetime(2026, 5, 1, tzinfo=UTC)
FLIPS = 1_000


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Snapshots of two sources, as they came and packed here, and sealed folders."""
    root = tmp_path_factory.mktemp("kept")
    for number in range(12):
        content = f"ad {number}: we are hiring. ".encode() * (1 + number * 7)
        keep(root / "snapshots", "one", f"{number}.json", content, seen_at=SEEN)
        keep(root / "snapshots", "two", f"{number}.json.gz", gzip.compress(content, number % 9 + 1), seen_at=SEEN)
    for number in range(3):
        folder = root / "facts" / "one" / f"{number:06d}-part"
        folder.mkdir(parents=True)
        (folder / "postings.parquet").write_bytes(random.Random(number).randbytes(4_000))
        (folder / "part.json").write_text(json.dumps({"source": "one", "postings": number}))
        seal(folder)
    return root


def checked(root: Path) -> list[str]:
    found = objects(root / "snapshots", ["one", "two"])
    parts = [sealed(folder) for folder in sorted((root / "facts").glob("*/*"))]
    return [damage.where for one in (found, *parts) for damage in one.damages]


def test_what_is_whole_is_proven(kept: Path) -> None:
    assert checked(kept) == []
    assert objects(kept / "snapshots", ["one", "two"]) == Checked(24, ())
    assert sealed(kept / "facts" / "one" / "000001-part") == Checked(3, ())


def test_each_of_a_thousand_flipped_bits_is_found_and_named(kept: Path) -> None:
    chance = random.Random(8)
    files = sorted(file for file in kept.rglob("*") if file.is_file() and file.name not in ("manifest.jsonl", "seen.jsonl"))
    assert len(files) == 24 + 9
    for _ in range(FLIPS):
        file = chance.choice(files)
        whole = file.read_bytes()
        bit = chance.randrange(len(whole) * 8)
        # The very ends are where a flip may leave the content as it was: each is tried often enough.
        bit = chance.choice((bit, chance.randrange(80), len(whole) * 8 - 1 - chance.randrange(80)))
        spoilt = bytearray(whole)
        spoilt[bit // 8] ^= 1 << bit % 8
        file.chmod(0o644)
        file.write_bytes(spoilt)
        (where,) = checked(kept)
        assert file.as_posix().endswith(where), (file, bit, where)
        file.write_bytes(whole)
    assert checked(kept) == []


@pytest.fixture
def copy(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "copy"))


def test_what_is_gone_or_was_never_listed_is_named(copy: Path) -> None:
    (one, *_), (two, *_) = snapshots(copy / "snapshots", "one"), snapshots(copy / "snapshots", "two")
    (copy / "snapshots" / one.path).unlink()
    (copy / "snapshots" / two.path).with_name("f" * 64 + ".gz").write_bytes(b"x")
    (copy / "facts" / "one" / "000000-part" / "postings.parquet").unlink()
    (copy / "facts" / "one" / "000001-part" / "more.parquet").write_bytes(b"x")
    (copy / "facts" / "one" / "000002-part" / SEAL).unlink()
    assert len(checked(copy)) == 5


def test_a_listed_line_that_is_damaged_shows_as_a_file_no_list_names(copy: Path) -> None:
    path = copy / "snapshots" / "one" / "manifest.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    lines[3] = "{" + lines[3]
    path.write_text("".join(lines))
    (where,) = checked(copy)
    assert where.startswith("one/")


def test_what_was_forgotten_is_no_damage(copy: Path) -> None:
    forget(copy / "snapshots", snapshots(copy / "snapshots", "one")[0], when=SEEN)
    assert checked(copy) == []


def test_another_zlib_is_no_damage(copy: Path) -> None:
    """Files packed by another zlib hold the same content: of those only that is compared."""
    for one in snapshots(copy / "snapshots", "one"):
        path = copy / "snapshots" / one.path
        path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()), 9))
    assert checked(copy) == []


def test_the_command_names_the_damage_and_fails(travelled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "generated"
    shutil.copytree(travelled.root, root, symlinks=True)
    monkeypatch.setenv("JOBMARKET_HOME", str(root))
    whole = CliRunner().invoke(main, ["check", "--deep"])
    assert "0 damaged" in whole.stdout, whole.output
    here = Home(project=travelled.project, root=root)
    (part,) = here.facts.glob("*/*/postings.parquet")
    spoilt = bytearray(part.read_bytes())
    spoilt[100] ^= 16
    part.chmod(0o644)
    part.write_bytes(spoilt)
    found = explain.files_checked(here)
    assert [damage.where.rpartition("/")[2] for damage in found.damages] == ["postings.parquet"]
    told = CliRunner().invoke(main, ["check", "--deep", "--json"])
    assert told.exit_code == 1
    assert len(json.loads(told.stdout)["damaged"]) == 1
