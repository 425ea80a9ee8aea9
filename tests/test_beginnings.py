"""What patterns begin with is kept between processes: the same as read off, and never anything else."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from jobmarket.extract import beginnings as room
from jobmarket.extract.beginnings import Said, beginnings, read_off
from jobmarket.extract.roles.job_names import _tiers
from jobmarket.extract.sparing import ADS

PATTERNS = [re.compile(source) for source in ("kite|heron", r"\w+ people", "(?!)", "é\ud800?n", r"\w+(?:kites|gulls)")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "compiled"
    monkeypatch.setattr(room, "_folder", lambda: made)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return made


@pytest.fixture
def never_read_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beginnings(PATTERNS, "made-up")

    def refuse(pattern: re.Pattern[str]) -> Said:
        raise AssertionError(f"{pattern} was read off again")

    monkeypatch.setattr(room, "read_off", refuse)


@pytest.mark.usefixtures("never_read_off")
def test_what_is_kept_is_not_read_off_again() -> None:
    assert beginnings(PATTERNS, "made-up") == list(map(read_off, PATTERNS))
    assert beginnings(PATTERNS[1:3], "made-up") == list(map(read_off, PATTERNS[1:3]))


@pytest.mark.usefixtures("never_read_off")
@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b"kite", b"kilt"),
        lambda whole: b"",
        lambda whole: b"\xff" * 90,
    ],
    ids=["torn", "changed", "empty", "noise"],
)
def test_what_was_damaged_is_not_believed(folder: Path, damage) -> None:  # type: ignore[no-untyped-def]
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(AssertionError, match="read off again"):
        beginnings(PATTERNS, "made-up")


@pytest.mark.usefixtures("never_read_off")
@pytest.mark.parametrize(
    "pattern", [re.compile("kite|herons"), re.compile("kite|heron", re.I), re.compile("kite|heron", re.A)]
)
def test_another_pattern_is_read_off(pattern: re.Pattern[str]) -> None:
    with pytest.raises(AssertionError, match="read off again"):
        beginnings([*PATTERNS, pattern], "made-up")


def test_other_code_reads_anew_and_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beginnings(PATTERNS, "made-up")
    (before,) = folder.iterdir()
    monkeypatch.setattr(room, "_code", lambda: "0" * 16)
    assert beginnings(PATTERNS, "made-up") == list(map(read_off, PATTERNS))
    (after,) = folder.iterdir()
    assert after != before


def test_what_a_killed_process_had_begun_is_swept_and_another_python_keeps_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beginnings(PATTERNS[:2], "made-up")
    (first,) = folder.iterdir()
    first.with_name(f"{first.name}.12345").write_bytes(b"half of it")
    another = first.with_name(first.name.replace(sys.implementation.cache_tag or "", "another-99"))
    another.write_bytes(b"of another Python")
    beginnings(PATTERNS, "made-up")
    assert set(folder.iterdir()) == {first, another}


def test_what_others_asked_stays(folder: Path) -> None:
    beginnings(PATTERNS[:2], "made-up")
    beginnings(PATTERNS[2:], "made-up")
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    beginnings(PATTERNS, "made-up")
    assert path.read_bytes() == kept


def test_where_nothing_may_be_written_nothing_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file where the folder should be")
    assert beginnings(PATTERNS, "made-up") == list(map(read_off, PATTERNS))
    folder.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert beginnings(PATTERNS, "made-up") == list(map(read_off, PATTERNS))
    assert not folder.exists()


@pytest.mark.usefixtures("folder")
def test_patterns_in_use_come_back_as_they_were_read_off() -> None:
    patterns = [*ADS.patterns, *(pattern for tier in _tiers() for pattern in (tier.latin, tier.cjk) if pattern)]
    exact = [pattern.exact for pattern in patterns]
    told = beginnings(exact, "in-use")
    assert beginnings(exact, "in-use") == told == list(map(read_off, exact))
