"""How fast an ad becomes facts, on one core and on two."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from jobmarket.extract.compose import extract
from jobmarket.extract.mentions import mentions
from jobmarket.extract.text import plain
from jobmarket.facts import facts_table
from jobmarket.records import Posting

from .ads import Ad, resampled
from .table import Row, best
from .yardsticks import phrase_matcher, selectolax_seconds

_ADS, _CHUNK = 1200, 100


def _facts(chunk: list[Posting]) -> int:
    rows: int = facts_table(chunk, collection="bench").num_rows
    return rows


def _wall(processes: int, chunks: list[list[Posting]]) -> float:
    """Seconds until all chunks are facts, in so many processes that have worked before."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_facts, chunks[: 2 * processes]))
        return best(2, lambda: list(pool.map(_facts, chunks)), time.perf_counter)


def measure(ads: list[Ad]) -> list[Row]:
    """Extraction against selectolax and spaCy on one core, and two processes against one."""
    made = [
        Posting("bench", str(number), text=ad.text, title=ad.title)
        for number, ad in enumerate(resampled(ads, _ADS, seed=5))
    ]
    texts = [ad.text for ad in made]
    size = sum(map(len, texts)) / len(texts)
    read = [plain(text) for text in texts]
    for ad in made[:50]:
        extract(ad)
    ours = best(3, lambda: [extract(ad) for ad in made], time.process_time)
    html = selectolax_seconds(texts)
    each = 1000 / len(made)
    rows = [
        Row(
            "a", f"extraction of an ad ({size / 1000:.1f} KB of HTML), one core", f"{ours * each:.2f} ms",
            f"selectolax, HTML to text: {html * each:.3f} ms", ours / html, "×", 5,
        )
    ]  # fmt: skip
    if (work := phrase_matcher()) is None:
        rows.append(Row("a", "against a spaCy PhraseMatcher", "skipped: spaCy is not installed", "spaCy"))
    else:
        work(read[:20])
        spacy = best(2, lambda: work(read), time.process_time)
        hearing = best(3, lambda: [mentions(text) for text in read], time.process_time)
        yardstick = f"spaCy blank PhraseMatcher, same terms: {spacy * each:.2f} ms"
        rows += [
            Row("a", "hearing the terms in its text", f"{hearing * each:.3f} ms", yardstick, spacy / hearing, "× faster", 10, False),
            Row("a", "the whole extraction", f"{ours * each:.2f} ms", yardstick, spacy / ours, "× faster"),
        ]  # fmt: skip
    chunks = [made[start : start + _CHUNK] for start in range(0, len(made), _CHUNK)] * 2
    one, two = _wall(1, chunks), _wall(2, chunks)
    many = sum(map(len, chunks))
    rows.append(
        Row("a", "two processes", f"{many / two:.0f} ads/s", f"one process: {many / one:.0f} ads/s", one / two, "× faster", 1.8, False)
    )  # fmt: skip
    return rows
