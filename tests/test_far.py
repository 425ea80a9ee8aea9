"""Files are read where they lie, on any engine, into any store, to the same bytes; nothing is read twice."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest
from flow_modules import backfill
from made_up_crawl import crawl_files
from made_up_home import HN, QUIET, fill, new_home
from made_up_posts import posts
from moto.server import ThreadedMotoServer

from jobmarket import engines, far, journey, parts, reading
from jobmarket.catalog.sources import source
from jobmarket.errors import SourceError, StateError, UsageError

CRAWL = source("web-crawl")
FILES, PAGES = 3, 30


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up crawl files, with one file that is none."""
    folder = tmp_path_factory.mktemp("crawl") / "segments"
    names = crawl_files(folder, FILES, pages=PAGES, share=0.3)
    (folder / "README.txt").write_text("no archive")
    (folder.parent / "warc.paths.gz").write_bytes(gzip.compress("\n".join([*names, ""]).encode()))
    return folder


@pytest.fixture
def memory() -> Iterator[str]:
    """An object store in memory, emptied afterwards."""
    files = fsspec.filesystem("memory")
    yield "memory://far"
    if files.exists("/far"):
        files.rm("/far", recursive=True)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket of a server on this machine that speaks as S3 does."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3").mkdir("crawl")
    yield "s3://crawl"
    server.stop()
    fsspec.filesystem("s3").clear_instance_cache()


def objects(place: str) -> dict[str, bytes]:
    """Everything under an address, by path."""
    files, root = fsspec.core.url_to_fs(place)
    return {path.removeprefix(root): files.cat_file(path) for path in files.find(root)}


def test_a_file_is_known_by_its_name_wherever_it_lies(archives: Path) -> None:
    listed = far.far_parts(CRAWL, [str(archives.parent / "warc.paths.gz")], under=f"file://{archives}")
    assert [part.name for part in listed] == sorted(file.name for file in archives.glob("*.gz"))
    assert [part.seen_at for part in listed] == [datetime(2026, 9, 12, tzinfo=UTC)] * FILES
    assert listed[0].url == f"file://{archives}/{listed[0].name}"
    by_folder = far.far_parts(CRAWL, [str(archives)])
    by_pattern = far.far_parts(CRAWL, [f"file://{archives}/*.warc.gz", f"{archives}/{listed[0].name}"])
    assert [part.key for part in by_folder] == [part.key for part in by_pattern]
    assert len({part.key for part in [*by_folder, *listed]}) == 2 * FILES  # a list says no sizes
    with pytest.raises(UsageError, match="none of 1 files"):
        far.far_parts(CRAWL, [f"{archives}/README.txt"])
    with pytest.raises(UsageError, match="cannot be listed"):
        far.far_parts(CRAWL, ["nowhere://x/y"])


@pytest.mark.parametrize("on", ["threads:1", "threads:3", pytest.param("processes:2", marks=pytest.mark.slow)])
def test_every_engine_and_store_gives_the_same_bytes(on: str, archives: Path, memory: str, tmp_path: Path) -> None:
    wanted = far.far_parts(CRAWL, [str(archives)])
    plain = str(tmp_path / "plain")
    for part in wanted:
        far.read_far(part, plain, far.reader_of("web-crawl"))
    there = f"file://{tmp_path}/there" if on.startswith("processes") else memory
    assert far.read_parts(wanted, there, on, QUIET) == far.FarReading(FILES, FILES)
    assert objects(there) == objects(plain)
    assert sum(name.endswith("postings.parquet") for name in objects(plain)) == FILES


@pytest.mark.slow
def test_a_bucket_is_read_and_written_like_a_folder(archives: Path, bucket: str, tmp_path: Path) -> None:
    far.read_parts(far.far_parts(CRAWL, [str(archives)]), str(tmp_path), "threads:1", QUIET)
    store = fsspec.filesystem("s3")
    for file in archives.iterdir():
        store.put_file(str(file), f"{bucket}/segments/{file.name}")
    wanted = far.far_parts(CRAWL, [f"{bucket}/segments"])
    assert far.read_parts(wanted, f"{bucket}/facts", "processes:2", QUIET) == far.FarReading(FILES, FILES)
    there, here = objects(f"{bucket}/facts"), objects(str(tmp_path))
    assert len(there) == len(here)
    # A part's name and what is said of it tell where its file lies; its facts do not.
    by_ending = {name.rpartition("/")[2] for name in here}
    for ending in sorted(by_ending - {"part.json"}):
        assert sorted(content for name, content in there.items() if name.endswith(ending)) == sorted(
            content for name, content in here.items() if name.endswith(ending)
        )
    assert far.read_parts(wanted, f"{bucket}/facts", "threads:2", QUIET) == far.FarReading(FILES, 0)
    store.rm(f"{bucket}/facts/web-crawl/{wanted[1].key}/part.json")
    assert far.read_parts(wanted, f"{bucket}/facts", "threads:2", QUIET) == far.FarReading(FILES, 1)
    assert objects(f"{bucket}/facts") == there


def test_what_was_read_is_not_read_again(archives: Path, memory: str) -> None:
    wanted = far.far_parts(CRAWL, [str(archives)])
    far.read_parts(wanted[:1], memory, "threads:1", QUIET)
    assert far.read_parts(wanted, memory, "threads:2", QUIET) == far.FarReading(FILES, FILES - 1)
    # A part is whole when what is said of it is there: that comes last.
    files = fsspec.filesystem("memory")
    files.rm(f"/far/web-crawl/{wanted[1].key}/part.json")
    assert far.read_parts(wanted, memory, "threads:2", QUIET) == far.FarReading(FILES, 1)


def test_a_part_that_fails_stops_no_other(archives: Path, memory: str) -> None:
    wanted = far.far_parts(CRAWL, [str(archives)])
    gone = far.FarPart("web-crawl", "gone.warc.gz", f"{archives}/gone.warc.gz", wanted[0].seen_at)
    done = far.read_parts([*wanted, gone], memory, "threads:2", QUIET)
    assert (done.parts, done.read) == (FILES + 1, FILES)
    ((name, what),) = done.failed
    assert name == "gone.warc.gz"
    assert "No such file" in what


def test_a_file_that_is_no_archive_is_an_issue_among_the_facts(memory: str, tmp_path: Path) -> None:
    (tmp_path / "bad.warc.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    far.read_parts(far.far_parts(CRAWL, [str(tmp_path)]), memory, "threads:1", QUIET)
    (told,) = [content for name, content in objects(memory).items() if name.endswith("part.json")]
    assert (json.loads(told)["postings"], json.loads(told)["issues"]) == (0, 1)


def test_facts_read_where_a_file_lies_are_those_of_its_snapshot(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(30), tmp_path / "files")
    (local,) = journey.read(here, QUIET, [HN])
    (part,) = far.far_parts(source(HN), [f"file://{tmp_path}/files"])
    far.read_parts([part], str(tmp_path / "far"), "threads:1", QUIET)
    folder = tmp_path / "far" / HN / part.key
    for name in (parts.POSTINGS_FILE, parts.ISSUES_FILE):
        assert (folder / name).exists() == (local / name).exists()
    assert (folder / parts.POSTINGS_FILE).read_bytes() == (local / parts.POSTINGS_FILE).read_bytes()


def test_facts_come_home_as_one_part(archives: Path, memory: str, tmp_path: Path) -> None:
    here = new_home(tmp_path)
    wanted = far.far_parts(CRAWL, [str(archives)])
    assert far.bring_home(here, CRAWL, memory) is None
    far.read_parts(wanted[:2], memory, "threads:2", QUIET)
    first = far.bring_home(here, CRAWL, memory)
    far.read_parts(wanted, memory, "threads:2", QUIET)
    whole = far.bring_home(here, CRAWL, memory)
    assert first is not None
    assert whole is not None
    assert list((here.facts / "web-crawl").iterdir()) == [whole]
    told = json.loads((whole / reading.PART_FILE).read_text())
    table = pq.read_table(whole / parts.POSTINGS_FILE)
    assert parts.missing(whole, told) is None
    assert told["postings"] == table.num_rows > FILES
    assert far.bring_home(here, CRAWL, memory) == whole


def test_facts_from_afar_stay_beside_what_was_imported(archives: Path, memory: str, tmp_path: Path) -> None:
    here = new_home(tmp_path)
    far.read_parts(far.far_parts(CRAWL, [str(archives)]), memory, "threads:2", QUIET)
    whole = far.bring_home(here, CRAWL, memory)
    journey.import_files(here, CRAWL, [next(archives.glob("*.gz"))], QUIET)
    (imported,) = journey.read(here, QUIET, ["web-crawl"])
    assert {imported, whole} == set((here.facts / "web-crawl").iterdir())


def test_facts_that_were_changed_are_not_taken(archives: Path, memory: str, tmp_path: Path) -> None:
    wanted = far.far_parts(CRAWL, [str(archives)])
    far.read_parts(wanted, memory, "threads:2", QUIET)
    files = fsspec.filesystem("memory")
    files.pipe_file(f"/far/web-crawl/{wanted[0].key}/postings.parquet", b"other")
    with pytest.raises(StateError, match="not what was written"):
        far.bring_home(new_home(tmp_path), CRAWL, memory)
    assert not list(new_home_facts(tmp_path))


def new_home_facts(folder: Path) -> Iterator[Path]:
    """Whole parts of the home in a folder."""
    return (folder / "generated" / "data" / "facts").glob("*/*/part.json")


def test_a_worker_with_another_jobmarket_is_refused(archives: Path, memory: str) -> None:
    (part, *_) = far.far_parts(CRAWL, [str(archives)])
    with pytest.raises(StateError, match="not the one that asked"):
        far.read_far(part, memory, "0" * 12)


def test_engines_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(engines.SETTING, raising=False)
    assert engines.engine_named() == "processes"
    monkeypatch.setenv(engines.SETTING, "threads:2")
    with engines.engine(engines.engine_named()) as executor:
        assert isinstance(executor, ThreadPoolExecutor)
        assert executor.submit(os.getpid).result() == os.getpid()
    with engines.engine("processes:1") as executor:
        assert executor.submit(os.getpid).result() != os.getpid()
    for wrong in ("gpu", "threads:0", "threads:x", "processes:-1", ""):
        with pytest.raises(UsageError, match="no engine"), _entered(wrong):
            pass


@contextmanager
def _entered(named: str) -> Iterator[Executor]:
    with engines.engine(named) as executor:
        yield executor


def test_a_backfill_wants_one_thing_and_a_place_for_facts() -> None:
    assert backfill._checked("web-crawl", None, [], far_away=True, facts="memory://far") == CRAWL
    with pytest.raises(UsageError, match="need a place"):
        backfill._checked("web-crawl", None, [], far_away=True)
    with pytest.raises(UsageError, match="either"):
        backfill._checked("web-crawl", None, [Path("x.warc")], far_away=True, facts="memory://far")


def test_files_that_failed_fail_the_run_after_all_others_were_built() -> None:
    built = object()
    assert backfill._concluded("web-crawl", far.FarReading(3, 3), built).data is built
    with pytest.raises(SourceError, match="1 of 3 files could not be read, the first: gone") as told:
        backfill._concluded("web-crawl", far.FarReading(3, 2, (("x.warc.gz", "gone"),)), built)
    assert told.value.where == "x.warc.gz"
