"""A source's files where they lie, read part by part by whoever is nearest, their facts kept as objects beside
them.  Whole objects only, under any address fsspec knows; never keeps an original.

    parts  s3://crawl/segments/…/CC-….warc.gz          → read in place, on any engine
    facts  s3://mine/facts/SOURCE/PART/postings.parquet → brought home as one part, then built like any other

A part is pure: its bytes, the source's declaration and the extractor decide the bytes of its facts.  So it may be
read twice, or anew where a worker died, and nothing differs.  What is there is not read again.
"""

from __future__ import annotations

from jobmarket.far.homecoming import bring_home
from jobmarket.far.listing import FarPart, far_parts, reader_of
from jobmarket.far.work import FarReading, facts_of, read_far, read_parts

__all__ = [
    "FarPart", "FarReading", "bring_home", "facts_of", "far_parts", "read_far", "read_parts", "reader_of",
]  # fmt: skip
