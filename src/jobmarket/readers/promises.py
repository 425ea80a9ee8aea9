"""Tells whether a reading of a source keeps what its declaration promises.  Never repairs anything."""

from __future__ import annotations

from collections.abc import Iterable

from jobmarket.catalog.sources import Source
from jobmarket.records import Reading


def broken_promises(source: Source, readings: Iterable[Reading]) -> list[str]:
    """What a whole reading of a source breaks of ``expect``, a sentence each; empty where all is kept."""
    postings = observations = 0
    filled = dict.fromkeys(source.expect.shares, 0)
    for reading in readings:
        postings += len(reading.postings)
        observations += len(reading.observations)
        for posting in reading.postings:
            for name in filled:
                filled[name] += bool(getattr(posting, name))
    broken = []
    for noun, count, bounds in (
        ("postings", postings, source.expect.postings),
        ("observations", observations, source.expect.observations),
    ):
        if bounds and not bounds[0] <= count <= bounds[1]:
            broken.append(f"{count:,} {noun}, promised {bounds[0]:,} to {bounds[1]:,}")
    for name, least in source.expect.shares.items():
        share = filled[name] / postings if postings else 0.0
        if share < least:
            broken.append(f"{share:.1%} of postings have {name}, promised {least:.1%}")
    return broken
