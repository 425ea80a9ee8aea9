"""One small world, disturbed at a file-system call or killed at random, checked, and run again.

``python tests/faults/world.py --faults 40 --kills 20`` tells, as JSON, how many disturbances there were, of which
kinds, and every one after which something was not as promised.  Linux with a C compiler; no network.

A run here is the whole of it: files arrive (keep), are read (facts), tables are made and judged (build), pages
made (site), and both published.  Two of its parts are cut short, for speed: three claims, and one page with its mart.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd
from made_up_home import HN, QUIET, few_tables, new_home
from made_up_posts import posts
from plotly.graph_objects import Bar, Figure

from jobmarket import build, journey, publishing, versions, warehouse
from jobmarket.catalog.claims import claims
from jobmarket.catalog.sources import source
from jobmarket.errors import JobmarketError, of_system
from jobmarket.exchange import dollar_rates
from jobmarket.extract.compose import extract
from jobmarket.extract.mentions.vocabulary import word_meanings
from jobmarket.home import PROJECT, Home
from jobmarket.lock import only_run
from jobmarket.records import Posting
from jobmarket.site.write import environment

CLAIMS, PAGES = 3, ("sources.py",)
KINDS = {"K": "killed", "T": "killed in a write", "E": "I/O error", "F": "disk full"}
CLEAR, UNCLEAR = 3, 4
_TIMES = {"started_at", "finished_at", "made_at", "obtained_at", "last_success_at"}


def small() -> None:
    """Keep the world small: few claims, and no processes beside this one."""
    few = dict(list(claims().items())[:CLAIMS])
    versions.claims = lambda: few  # type: ignore[assignment]
    journey.workers = lambda: contextlib.nullcontext(None)  # type: ignore[assignment,return-value]
    tables = few_tables()
    build.tables = lambda: tables  # type: ignore[assignment]
    # What a process makes once is made here, not in each of hundreds of runs.
    for template in environment().list_templates():
        environment().get_template(template)
    source(HN)
    word_meanings()
    Figure(Bar())
    dollar_rates(pd.DataFrame({"currency": ["EUR"], "date": [date(2026, 1, 5)]}))
    for line in posts(50).splitlines():
        extract(Posting(source=HN, native_id="1", text=json.loads(line)["text_html"]))


def run(home: Home, files: Path) -> None:
    """Files arrive and go the whole way."""
    with only_run(home):
        journey.import_files(home, source(HN), [files], QUIET)
        journey.read(home, QUIET)
        versions.build_warehouse(home, QUIET)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def published(home: Home) -> dict[str, str]:
    """What readers see: a digest of every table's rows (times of the clock apart) and of every page's file.

    Warehouse and pages are opened by their public names.
    """
    seen: dict[str, str] = {}
    with warehouse.connect(home) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        for name in names:
            columns = [row[0] for row in connection.execute(f'DESCRIBE "{name}"').fetchall()]
            asked = ", ".join(f'"{column}"' for column in columns if column not in _TIMES)
            rows = connection.execute(f'SELECT {asked} FROM "{name}" ORDER BY ALL').fetchall()
            seen[f"table {name}"] = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
    site = home.site.resolve()
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        seen[f"page {file.relative_to(site)}"] = digest(file)
    return seen


def kept(home: Home) -> dict[str, Any]:
    """Everything else that lasts, without the clock's times; and what should not be there at all."""
    seen: dict[str, Any] = {}
    for folder in (home.snapshots, home.facts):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            seen[str(file.relative_to(home.data))] = digest(file)
    verdicts = [json.loads(line) for line in (home.history / "verdicts.jsonl").read_text().splitlines()]
    seen["decided"] = sorted(json.dumps(one, sort_keys=True) for one in verdicts)
    runs = [json.loads(line)["run_id"] for line in (home.history / "runs.jsonl").read_text().splitlines()]
    seen["runs"] = sorted(set(runs))
    listed = [json.loads(line)["name"] for line in (home.states / "states.jsonl").read_text().splitlines()]
    seen["states"] = listed
    seen["folders of states"] = sorted(path.name for path in home.states.iterdir() if path.is_dir())
    seen["files of versions"] = sorted(
        {path.name for version in home.builds.iterdir() for path in version.iterdir()}
        | ({"too many versions"} if len(list(home.builds.iterdir())) > publishing.VERSIONS_KEPT else set())
    )
    hidden = [*home.data.rglob(".*"), *home.site.parent.glob(".*")]
    empty = {path for path in hidden if path.is_dir() and not any(path.iterdir())}
    left = (path for path in hidden if path.name != ".lock" and path not in empty)
    seen["left over"] = sorted(str(path.relative_to(home.root)) for path in left)
    return seen


def apart(task: Callable[[], Any], timeout: float = 120.0) -> tuple[int, Any]:
    """Do it in a process of its own: how that ended, and what it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code, said = UNCLEAR, None
        try:
            said, code = task(), 0
        except JobmarketError as error:
            said, code = "\n".join(error.lines()), CLEAR
        except OSError as error:
            said, code = "\n".join(of_system(error).lines()), CLEAR
        except BaseException:
            said = traceback.format_exc()[-700:]
        with contextlib.suppress(BaseException), os.fdopen(writing, "w") as out:
            json.dump(said, out)
        os._exit(code)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, timeout)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    return code, json.loads(text) if text else None


class World:
    """A published state, the files that arrive next, and what an undisturbed run makes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = new_home(folder / "world")
        project = self.before.project
        (project / "dashboards").unlink()
        (project / "dashboards").mkdir()
        for page in [*PAGES, *(path.name for path in (PROJECT / "dashboards").glob("_*.py"))]:
            shutil.copy(PROJECT / "dashboards" / page, project / "dashboards" / page)
        self.files = [self._arrive(number) for number in range(3)]
        self.must(lambda: run(self.before, self.files[0]))
        undisturbed = self.copy("undisturbed")
        self.must(lambda: run(undisturbed, self.files[1]))
        self.old = self.must(lambda: published(self.before))
        self.new = self.must(lambda: published(undisturbed))
        self.lasting = self.must(lambda: kept(undisturbed))
        changed = {name for name in self.new if self.old.get(name) != self.new[name]}
        assert {"table postings", "table ads", "page sources.html"} <= changed, "the two states do not differ"

    def _arrive(self, number: int) -> Path:
        folder = self.folder / f"files-{number}"
        folder.mkdir()
        (folder / "hn_whoishiring_comments.jsonl").write_bytes(posts(30 + 10 * number))
        return folder

    def must(self, task: Callable[[], Any]) -> Any:
        code, said = apart(task)
        if code:
            raise RuntimeError(f"an undisturbed step failed ({code}): {said}")
        return said

    def copy(self, name: str) -> Home:
        """A home like the published one.  Files that are never written again are shared."""

        def link_or_copy(one: str, other: str) -> str:
            if one.endswith((".jsonl", ".lock")):
                return str(shutil.copy2(one, other))
            os.link(one, other)
            return other

        root = self.folder / name
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.before.root, root, symlinks=True, copy_function=link_or_copy)
        return Home(project=self.before.project, root=root)

    def whole(self, home: Home) -> None:
        seen = published(home)
        if seen not in (self.old, self.new):
            mixed = [name for name in seen if seen[name] != self.old.get(name)]
            raise AssertionError(f"neither the old state nor the new: {mixed[:8]}")

    def healed(self, home: Home) -> None:
        run(home, self.files[1])
        seen, lasting = published(home), kept(home)
        wrong = [name for name in self.new if seen.get(name) != self.new[name]]
        wrong += [name for name in {*lasting, *self.lasting} if lasting.get(name) != self.lasting.get(name)]
        if wrong:
            raise AssertionError(f"after the next run, not as undisturbed: {wrong[:8]} {lasting['left over'][:5]}")

    def after(self, home: Home) -> str | None:
        """What is not as promised after a disturbance; None where all is."""
        for check in (self.whole, self.healed):
            code, said = apart(lambda check=check: check(home))  # type: ignore[misc]
            if code:
                return f"{check.__name__}: {said}"
        return None


class Faults:
    """Disturbs runs at numbered file-system calls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.library = ctypes.CDLL(None)
        self.library.fault_count.restype = ctypes.c_long
        self.library.fault_where.restype = ctypes.c_char_p
        self.library.fault_arm.argtypes = [ctypes.c_char_p, ctypes.c_char, ctypes.c_long]

        def counted() -> int:
            self.arm(home, "K", 0)
            run(home, world.files[1])
            return int(self.library.fault_count())

        home = world.copy("counted")
        self.calls: int = world.must(counted)

    def arm(self, home: Home, kind: str, call: int) -> None:
        self.library.fault_arm(str(home.root).encode(), kind.encode(), call)

    def disturb(self, kind: str, call: int) -> tuple[bool, str | None]:
        """Whether the disturbance came about, and what was wrong afterwards."""
        home = self.world.copy("disturbed")

        def disturbed() -> None:
            self.arm(home, kind, call)
            run(home, self.world.files[1])

        code, said = apart(disturbed)
        wrong = self.world.after(home)
        if code == UNCLEAR:
            wrong = f"no clear error: {said}"
        return code != 0, wrong


def random_kills(world: World, count: int, chance: random.Random) -> tuple[int, list[str]]:
    """Kill runs of one home at random times while readers query it: how many died, and what was wrong."""
    home = world.copy("killed")
    stop = world.folder / "stop"
    stop.unlink(missing_ok=True)

    def read_on() -> int:
        times = 0
        while not stop.exists():
            folder = publishing.current(home)
            assert folder is not None
            told = json.loads((folder / publishing.RUN_FILE).read_text())
            with warehouse.reading(folder / home.warehouse.name) as connection:
                (name,) = connection.execute("SELECT run_id FROM runs ORDER BY finished_at DESC LIMIT 1").fetchall()[0]
            assert name == told["run"]["run_id"], "the warehouse is of another run"
            with warehouse.connect(home) as connection:
                assert connection.execute("SELECT count(*) FROM postings").fetchall()[0][0] > 0
            assert (home.site / "index.html").exists() or (home.site / "sources.html").stat().st_size > 1000
            times += 1
        return times

    reader = os.fork()
    if reader == 0:
        code, said = apart(read_on, timeout=3600)
        (world.folder / "read").write_text(json.dumps([code, said]))
        os._exit(0)
    died, wrong = 0, []
    started = time.monotonic()
    world.must(lambda: run(home, world.files[0]))
    takes = time.monotonic() - started
    # A machine that quickens ends runs before their time to die: those count as runs, and others are killed instead.
    for number in range(3 * count):
        if died == count:
            break
        files = world.files[1 + number % 2]
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                run(home, files)
                os._exit(0)
            os._exit(1)
        time.sleep(chance.uniform(0, 0.9 * takes))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            died += 1
        elif os.WEXITSTATUS(status):
            wrong.append(f"run {number} failed by itself")
    stop.touch()
    os.waitpid(reader, 0)
    code, said = json.loads((world.folder / "read").read_text())
    if code or not said:
        wrong.append(f"a reader was disturbed: {said}")

    def same_tables() -> None:
        for files in world.files[1:]:
            run(home, files)
        fresh = Home(project=home.project, root=world.folder / "fresh")
        for files in world.files:
            journey.import_files(fresh, source(HN), [files], QUIET)
        run(fresh, world.files[2])
        ours, theirs = published(home), published(fresh)
        differ = [
            name
            for name in ours
            if name.startswith("table") and name not in ("table runs", "table verdict_history") and ours[name] != theirs[name]
        ]
        assert not differ, f"tables differ from those of an undisturbed home: {differ}"
        assert not kept(home)["left over"], kept(home)["left over"]

    code, said = apart(same_tables)
    if code:
        wrong.append(str(said))
    return died, wrong


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--faults", type=int, default=40, help="points to disturb, spread over all calls and kinds")
    options.add_argument("--kills", type=int, default=20, help="runs to kill at random")
    options.add_argument("--part", default="0/1", help="which of how many equal parts of the points: 0/2, 1/2")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    memory = Path("/dev/shm")  # waiting for a disk proves nothing here
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        if "JOBMARKET_FAULTS" not in os.environ:
            library = Path(folder) / "inject.so"
            code = Path(__file__).with_name("inject.c")
            subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, code, "-ldl"], check=True)
            again = {**os.environ, "LD_PRELOAD": str(library), "JOBMARKET_FAULTS": "1"}
            sys.exit(subprocess.run([sys.executable, __file__, *sys.argv[1:]], env=again, check=False).returncode)
        small()
        world = World(Path(folder))
        faults = Faults(world)
        number, parts = map(int, asked.part.split("/"))
        points = [
            (kind, 1 + int(place * faults.calls / (asked.faults / len(KINDS))))
            for place in range(asked.faults // len(KINDS))
            for kind in KINDS
        ][number::parts]
        done: Counter[str] = Counter()
        wrong: list[str] = []
        for kind, call in points:
            came, said = faults.disturb(kind, call)
            done[KINDS[kind] if came else f"{KINDS[kind]}, healed at once"] += 1
            if said:
                wrong.append(f"{KINDS[kind]} at call {call} of {faults.calls}: {said}")
        died, disturbed = random_kills(world, asked.kills // parts, random.Random(asked.seed + number))
        done["killed at random"] = died
        print(json.dumps({"calls": faults.calls, "done": done, "wrong": wrong + disturbed}, indent=1))


if __name__ == "__main__":
    main()
