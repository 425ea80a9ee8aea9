"""One measured run in a process of its own: ``python -m bench.child PROJECT ROOT STEP…``; prints seconds as JSON.

Steps: ``read`` (snapshots to facts) and ``build`` (facts to the published warehouse, verdicts and pages).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from jobmarket import journey, versions
from jobmarket.home import Home
from jobmarket.lock import only_run
from jobmarket.progress import Progress


def main() -> None:
    """Run the steps, and tell what each took."""
    here = Home(project=Path(sys.argv[1]), root=Path(sys.argv[2]))
    took = {}
    with only_run(here):
        for step in sys.argv[3:]:
            started = time.perf_counter()
            if step == "read":
                journey.read(here, Progress(quiet=True))
            else:
                versions.build_warehouse(here, Progress(quiet=True), kind="bench")
            took[step] = time.perf_counter() - started
    print(json.dumps(took))


if __name__ == "__main__":
    main()
