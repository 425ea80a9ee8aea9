"""Commands that bring data in, and let them go.

Heavy libraries are imported inside the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from jobmarket.commands.dress import NAMES, example, told
from jobmarket.home import home
from jobmarket.progress import Progress


@click.command(
    epilog=example(
        "jobmarket gather",
        "jobmarket gather greenhouse ashby",
        "jobmarket gather hacker-news --since 2024-01-01",
    )
)
@NAMES
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was posted since this day.")
@click.option("--again", is_flag=True, help="Ask even for what was answered within a source's cadence.")
@told
def gather(names: tuple[str, ...], since: datetime | None, again: bool) -> None:
    """Fetch from live sources (all default ones, or those named) into snapshots; never parses.

    Exits 1 if a source failed: nothing it was asked for was answered.  What others brought is kept.
    """
    from jobmarket import journey
    from jobmarket.live import succeeded
    from jobmarket.lock import only_run
    from jobmarket.terminal import table

    with only_run(home()):
        day = since.date() if since else None
        outcomes = journey.gather_sources(home(), names, day, Progress(), again=again)
    counts = Counter((outcome.source, outcome.what) for outcome in outcomes)
    print(table(("source", "outcome", "requests"), [(*key, n) for key, n in sorted(counts.items())]))
    asked = {outcome.source for outcome in outcomes}
    failed = sorted(name for name in asked if not succeeded(one for one in outcomes if one.source == name))
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
        sys.exit(1)


@click.command("import", epilog=example("jobmarket import glassdoor-ds-us-2020 downloads/glassdoor_jobs.csv"))
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@told
def import_(name: str, paths: tuple[Path, ...]) -> None:
    """Take bulk files or folders as snapshots of the declared source NAME."""
    from jobmarket import journey
    from jobmarket.catalog.sources import source
    from jobmarket.lock import only_run

    with only_run(home()):
        count = journey.import_files(home(), source(name), paths, Progress())
    print(f"{count:,} files kept as snapshots of {name}; read them with: jobmarket build")


@click.command(
    epilog=example("jobmarket evidence", "jobmarket evidence hn-jobs-data-2026 --output evidence-anew")
)
@NAMES
@click.option(
    "--output", type=click.Path(path_type=Path), help="Folder; default: data/evidence of the project."
)
@told
def evidence(names: tuple[str, ...], output: Path | None) -> None:
    """Write the facts of imported sources as shipped evidence: the same files give the same bytes."""
    from jobmarket import journey
    from jobmarket.lock import only_run
    from jobmarket.terminal import table

    with only_run(home()):
        told = journey.ship_evidence(home(), names, output or home().evidence, Progress())
    rows = [(one["source"], *one["rows"].values()) for one in told]
    print(table(("source", "postings", "figures", "issues"), rows))


@click.command(
    epilog=example(
        'jobmarket forget --employer "Acme Robotics"',
        "jobmarket forget --url https://jobs.example/acme/31",
        "jobmarket forget --posting hacker-news:501",
    )
)
@click.option("--employer", metavar="NAME", help="All ads of this employer.")
@click.option("--url", metavar="URL", help="The ads at this address.")
@click.option("--posting", metavar="ID", help="One posting, by its id in the warehouse.")
@told
def forget(employer: str | None, url: str | None, posting: str | None) -> None:
    """Remove ads on request: from snapshots for good, and from everything built after this.

    What is not known yet is kept out when it comes; a word on stderr says that nothing was found.
    """
    from jobmarket import forgetting
    from jobmarket.lock import only_run
    from jobmarket.site import states
    from jobmarket.terminal import table

    with only_run(home()):
        removed = forgetting.forget(home(), Progress(), employer=employer, url=url, posting=posting)
        ids = [one for gone in removed for one in gone.ids] + [word for word in (url, posting) if word]
        withdrawn = states.withdraw(home(), ids)
        found = removed or withdrawn or forgetting.is_told_of(home(), employer=employer, url=url, posting=posting)
    rows = [(gone.source, gone.snapshot, gone.postings, gone.others) for gone in removed]
    print(table(("source", "snapshot", "ads removed", "others lost with them"), rows))
    print(f"\npublished states that name them: {len(withdrawn)}; they go with the next: jobmarket build")
    if not found:
        # No error: a request may come before the ad does.  But a slip of the pen must not look like a removal.
        print(
            f"nothing here is of {employer or url or posting}: looked through snapshots, facts, shipped evidence and"
            " published states\nit is kept out should it come; if you meant another, say it again as it is written in:",
            'jobmarket sql "SELECT posting_id, employer, url FROM postings"',
            file=sys.stderr,
        )
