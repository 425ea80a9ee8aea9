"""``python -m bench [--ads N] [--output PATH] [--only a,b]``: measure, print the table, write it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from jobmarket.home import home

from . import ads, crawl, extraction, scale, startup
from .table import Row, machine, markdown, write

PARTS = ("a", "b", "e", "f")


def main() -> None:
    """Measure the parts wanted, one after the other."""
    said = argparse.ArgumentParser(prog="make bench", description=__doc__)
    said.add_argument("--ads", type=int, default=20_000, help="ads at scale; 1000000 takes a while")
    said.add_argument("--output", type=Path, default=home().data / "bench", help="PATH.md and PATH.json are written")
    said.add_argument("--only", default=",".join(PARTS), help="a extraction, b scale (c, d with it), e start-up, f crawl")
    given = said.parse_args()
    load = os.getloadavg()
    found, what = ads.pool()
    about = {"ads": what, **machine(load)}
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in given.only.split(","):
            print(f"measuring part {part} …", file=sys.stderr, flush=True)
            match part:
                case "a":
                    rows += extraction.measure(found)
                case "b":
                    rows += scale.measure(Path(folder), found, given.ads)
                case "e":
                    rows += startup.measure(Path(folder))
                case "f":
                    rows += crawl.measure(found)
                case _:
                    said.error(f"no part is called {part!r}")
            write(given.output, rows, about)  # what was measured is kept when a later part fails
    print(markdown(rows, about))


if __name__ == "__main__":
    main()
