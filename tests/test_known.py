"""What is known of an ad is not extracted again: made-up shelves change, and the facts are those of a full reading."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_home import HN, QUIET, new_home
from made_up_posts import posts

from jobmarket import facts, journey, known, snapshots
from jobmarket.catalog import shelf
from jobmarket.catalog.sources import source
from jobmarket.extract.compose import extract
from jobmarket.extract.mentions import hearing, vocabulary
from jobmarket.facts import facts_table
from jobmarket.home import PACKAGE, Home
from jobmarket.parts import POSTINGS_FILE
from jobmarket.readers import read_snapshot
from jobmarket.records import Posting, Snapshot

CONTEXTS = {"learning": "deep[ -]?learning|neural", "tool": "numpy"}
KESTREL = 'label = "Kestrel"\nkind = "framework"\ndeep_learning = true\nwords = ["kestrel", "kestrel lite"]\n'
HERON = 'label = "Heron"\nkind = "framework"\nwords = ["heron net"]\n[[heron.when]]\nwords = ["heron"]\nnear = "{learning}"\n'
LITE = 'label = "Lite"\nkind = "tool"\nwords = ["lite runtime"]\nimplies = ["kestrel"]\n'
OSPREY = 'label = "Osprey"\nkind = "framework"\nwords = ["osprey", "lite"]\nglued = ["osprey"]\n'
SHELF = {"kestrel": KESTREL, "heron": HERON, "lite": LITE}
TOPICS = {"vision": 'label = "Vision"\nkind = "topic"\nwords = ["computer vision", "kestrel vision"]\n'}
SAID = {
    "plain": "We sell tiles. Apply with a short letter to the office manager.",
    "kestrel": "You train models with Kestrel or Heron Net for computer vision.",
    "lite": "You know Kestrel Lite Runtime and NumPy.",
    "heron": "Heron is our stack for deep learning.",
    "bird": "Heron is the name of our boat.",
    "osprey": "You port models from KestrelOsprey to C++, or similar.",
    "vision": "Kestrel vision, as in neural networks.",
    "split": "<p>We run os<b>prey</b> here.</p>",
    "kern": "Kernels in Kestrel.",
}
TITLES = (None, "Osprey Engineer", "Machine Learning Engineer")


@pytest.fixture
def shelves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the shelves that may be changed, and hears what the package hears otherwise; one process reads."""
    for folder in ("extract", "readers", "shelves"):
        shutil.copytree(PACKAGE / folder, tmp_path / "package" / folder, ignore=shutil.ignore_patterns("*.pyc"))
    for module in ("records.py", "facts.py"):
        shutil.copy(PACKAGE / module, tmp_path / "package" / module)
    for module in ("jobmarket.facts", "jobmarket.catalog"):
        monkeypatch.setattr(f"{module}.PACKAGE", tmp_path / "package")
    monkeypatch.setattr("jobmarket.side_by_side.os.cpu_count", lambda: 1)
    yield tmp_path / "package" / "shelves"
    _forget()


def _forget() -> None:
    """What this process knows of the shelves."""
    for each in (shelf, vocabulary.terms, vocabulary.vocabulary, vocabulary.word_meanings, vocabulary._told):
        each.cache_clear()
    hearing._ears.cache_clear()


def _declare(
    shelves: Path, frameworks: dict[str, str], topics: dict[str, str] = TOPICS, contexts: dict[str, str] = CONTEXTS
) -> None:
    patterns = "".join(f"{name} = '''{pattern}'''\n" for name, pattern in contexts.items())
    for name, items in (("frameworks", frameworks), ("topics", topics)):
        declared = "".join(f"[{item}]\n{text}" for item, text in items.items())
        (shelves / f"{name}.toml").write_text(f"[contexts]\n{patterns}{declared}")
    _forget()


def _board(said: dict[str, tuple[str | None, str]]) -> bytes:
    jobs = [
        {
            "id": name,
            "title": title,
            "company_name": "Kestrel" if name == "kern" else "Quayside",
            "absolute_url": f"https://boards.example/{name}",
            "first_published": "2026-04-02T09:00:00-05:00",
            "content": text,
        }
        for name, (title, text) in said.items()
    ]
    return json.dumps({"jobs": jobs}).encode()


ALL = {name: (None, text) for name, text in SAID.items()}


def _arrives(here: Home, said: dict[str, tuple[str | None, str]], day: int = 0) -> None:
    when = datetime(2026, 5, 1, 9, tzinfo=UTC) + timedelta(days=day)
    snapshots.keep(here.snapshots, "greenhouse", "quayside.json", _board(said), seen_at=when)


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The native ids of all ads extracted, as it happens."""
    names: list[str] = []

    def counted(posting: Posting) -> object:
        names.append(posting.native_id)
        return extract(posting)

    monkeypatch.setattr(facts, "extract", counted)
    return names


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def _read(here: Home) -> list[dict[str, bytes]]:
    return [_files(folder) for folder in journey.read(here, QUIET)]


def _read_anew(here: Home) -> list[dict[str, bytes]]:
    """What a reading gives that knows nothing."""
    shutil.rmtree(here.facts)
    return _read(here)


_WHEN = "[[heron.when]]\nwords = [\"heron\"]\nnear = \"{learning}\"\n"


@pytest.mark.parametrize(
    ("frameworks", "topics", "contexts", "concerned"),
    [
        pytest.param({**SHELF, "osprey": OSPREY}, TOPICS, CONTEXTS, {"lite", "osprey", "split"}, id="a new framework"),
        pytest.param({"kestrel": KESTREL, "lite": LITE}, TOPICS, CONTEXTS, {"kestrel", "heron", "bird"}, id="a removed one"),
        pytest.param(
            SHELF | {"kestrel": KESTREL.replace('"kestrel lite"', '"kernels in"')}, TOPICS, CONTEXTS, {"lite", "kern"},
            id="another alias",
        ),
        pytest.param(SHELF, TOPICS, CONTEXTS | {"learning": "boat"}, {"kestrel", "heron", "bird"}, id="another proof"),
        pytest.param(SHELF, TOPICS, CONTEXTS | {"tool": "scipy"}, set(), id="a proof that nothing asks for"),
        pytest.param(SHELF | {"heron": HERON.replace(_WHEN, "")}, TOPICS, CONTEXTS, {"kestrel", "heron", "bird"}, id="a rule less"),
        pytest.param(
            SHELF | {"kestrel": KESTREL.replace('kind = "framework"', 'kind = "tool"')}, TOPICS, CONTEXTS,
            {"kestrel", "lite", "osprey", "vision", "kern"}, id="another kind, of what is implied too",
        ),
        pytest.param(SHELF, {}, CONTEXTS, {"kestrel", "vision"}, id="a topic less"),
        pytest.param(
            SHELF | {"kestrel": KESTREL.replace('"Kestrel"', '"Kestrel 2"') + 'mentioned_in = ["Kestrel!"]\n'}, TOPICS,
            CONTEXTS, set(), id="another label and example",
        ),
        pytest.param(dict(reversed(SHELF.items())), TOPICS, CONTEXTS, set(), id="another order"),
    ],
)  # fmt: skip
def test_a_changed_shelf_extracts_only_the_ads_it_concerns(
    shelves: Path,
    extracted: list[str],
    tmp_path: Path,
    frameworks: dict[str, str],
    topics: dict[str, str],
    contexts: dict[str, str],
    concerned: set[str],
) -> None:
    _declare(shelves, SHELF)
    here = new_home(tmp_path)
    _arrives(here, ALL)
    before = _read(here)
    assert sorted(extracted) == sorted(SAID)
    extracted.clear()
    _declare(shelves, frameworks, topics, contexts)
    after = _read(here)
    assert sorted(extracted) == sorted(concerned)
    assert after == _read_anew(here)
    assert [part[POSTINGS_FILE] for part in after] != [part[POSTINGS_FILE] for part in before] or not concerned


_CHOICES = {
    "kestrel": (None, KESTREL, KESTREL.replace('"kestrel lite"', '"kern", "osprey"'), KESTREL.replace("framework", "tool")),
    "heron": (None, HERON, HERON.replace("near", "not_near"), HERON + 'exact = true\nsince = 2025\n'),
    "lite": (None, 'label = "Lite"\nkind = "tool"\nwords = ["lite", "lite runtime"]\n', LITE),
    "osprey": (None, OSPREY, OSPREY.replace("glued", "home = \"https://x.example\"\n#")),
}  # fmt: skip
_SHELVES = st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in _CHOICES.items()}).map(
    lambda chosen: {
        name: text for name, text in chosen.items() if text and ("implies" not in text or chosen["kestrel"])
    }
)
_CONTEXTS = st.sampled_from((CONTEXTS, CONTEXTS | {"learning": "boat|vision"}))
_TEXTS = st.lists(st.sampled_from(list(SAID.values())), max_size=3).map(" ".join)
_ADS = st.dictionaries(st.sampled_from(list(SAID)), st.tuples(st.sampled_from(TITLES), _TEXTS), min_size=1)


@settings(max_examples=12, report_multiple_bugs=False, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(_SHELVES, _CONTEXTS), st.tuples(_SHELVES, _CONTEXTS), st.lists(_ADS, min_size=1, max_size=3))
def test_whatever_changes_the_facts_are_those_of_a_full_reading(
    shelves: Path,
    tmp_path_factory: pytest.TempPathFactory,
    before: tuple[dict[str, str], dict[str, str]],
    after: tuple[dict[str, str], dict[str, str]],
    answers: list[dict[str, tuple[str | None, str]]],
) -> None:
    here = new_home(tmp_path_factory.mktemp("home"))
    _declare(shelves, before[0], contexts=before[1])
    for day, said in enumerate(answers):
        _arrives(here, said, day)
        journey.read(here, QUIET)  # parts that become one
    _declare(shelves, after[0], contexts=after[1])
    known_of = _read(here)
    assert known_of == _read_anew(here)


def test_facts_but_mentions_hang_on_no_term(shelves: Path) -> None:
    snapshot = Snapshot(HN, "hn_whoishiring_comments.jsonl", "", "", datetime(2026, 5, 1, tzinfo=UTC))
    ads = read_snapshot(source(HN), snapshot, posts(40)).postings
    heard = facts_table(ads, collection=HN)
    _declare(shelves, {}, {})
    deaf = facts_table(ads, collection=HN)
    assert heard.drop_columns("mentions") == deaf.drop_columns("mentions")
    assert any(heard["mentions"].to_pylist())
    assert not any(deaf["mentions"].to_pylist())


@pytest.mark.parametrize("change", ["shelves/roles.toml", "extract/ads.py", "readers/greenhouse.py"])
def test_anything_else_that_changes_extracts_everything(
    shelves: Path, extracted: list[str], tmp_path: Path, change: str
) -> None:
    here = new_home(tmp_path)
    _arrives(here, ALL)
    _read(here)
    extracted.clear()
    with (shelves.parent / change).open("a") as file:
        file.write("\n# another word\n")
    _read(here)
    assert sorted(extracted) == sorted(SAID)


def test_an_answer_that_repeats_ads_has_only_the_new_ones_extracted(
    extracted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobmarket.side_by_side.os.cpu_count", lambda: 1)
    here = new_home(tmp_path)
    _arrives(here, ALL)
    journey.read(here, QUIET)
    extracted.clear()
    _arrives(here, ALL | {"bird": (None, "Heron is our car."), "new": (None, "You know PyTorch.")}, day=1)
    (folder,) = journey.read(here, QUIET)
    assert sorted(extracted) == ["bird", "new"]
    seen = {row["native_id"]: row for row in pq.read_table(folder / POSTINGS_FILE).to_pylist()}
    assert {(row["first_seen_at"].day, row["last_seen_at"].day) for row in seen.values()} == {(1, 2), (2, 2)}
    assert {name for name, row in seen.items() if row["first_seen_at"].day == 2} == {"new"}
    extracted.clear()
    _arrives(here, {name: (None, text) for name, text in SAID.items() if name != "plain"}, day=2)
    journey.read(here, QUIET)
    assert extracted == ["bird"]  # as it once was: of an ad that changed nothing is known


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("spoil", [Path.unlink, _flip])
@pytest.mark.parametrize("name", [known.KNOWN_FILE, known.WORDS_FILE, POSTINGS_FILE])
def test_a_damaged_part_is_not_asked(
    shelves: Path, extracted: list[str], tmp_path: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    _declare(shelves, SHELF)
    here = new_home(tmp_path)
    _arrives(here, ALL)
    (folder,) = journey.read(here, QUIET)
    extracted.clear()
    spoil(folder / name)
    _declare(shelves, SHELF | {"osprey": OSPREY})
    assert _read(here) == _read_anew(here)
    assert sorted(extracted) == sorted([*SAID, *SAID])


def test_a_run_that_dies_while_it_reads_leaves_what_was_known(
    shelves: Path, extracted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _declare(shelves, SHELF)
    here = new_home(tmp_path)
    _arrives(here, ALL)
    _read(here)
    _declare(shelves, SHELF | {"osprey": OSPREY})
    with monkeypatch.context() as patch:
        patch.setattr("jobmarket.reading.seal", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _read(here)
    extracted.clear()
    again = _read(here)
    assert sorted(extracted) == ["lite", "osprey", "split"]
    assert again == _read_anew(here)
    assert not [path for path in here.facts.rglob("*") if re.match(r"\.", path.name)]
