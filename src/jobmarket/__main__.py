"""The command line.  Parses words, calls the journey, prints: nothing is decided here.

Heavy libraries are imported inside the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from jobmarket import __version__
from jobmarket.errors import JobmarketError, UsageError
from jobmarket.home import home
from jobmarket.progress import Progress

Args = ParamSpec("Args")
Result = TypeVar("Result")
_NAMES = click.argument("names", nargs=-1, metavar="[NAME]…")
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")


def _told(command: Callable[Args, Result]) -> Callable[Args, Result]:
    """Say what went wrong, where, and what to do; exit as the error tells."""

    @wraps(command)
    def wrapped(*args: Args.args, **kwargs: Args.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except JobmarketError as error:
            print("\n".join(error.lines()), file=sys.stderr)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of our output left (`| head`): that is no error.
            sys.stderr.close()
            sys.exit(0)

    return wrapped


def _example(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_example(
    "jobmarket run                      read, build, judge and render what is here",
    "jobmarket claims startups-favour-pytorch",
    'jobmarket sql "SELECT verdict, count(*) FROM verdicts GROUP BY ALL"',
))
@click.version_option(__version__, prog_name="jobmarket")
def main() -> None:
    """Which deep-learning framework do employers really ask for?

    Job ads and trend figures in, published claims judged with intervals out.
    """


@main.command(epilog=_example("jobmarket run", "jobmarket run --live --source greenhouse"))
@click.option("--live", is_flag=True, help="First gather from live sources.")
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only this source (may be repeated).")
@_told
def run(live: bool, names: tuple[str, ...]) -> None:
    """The whole journey: (gather) → read → extract → build → judge → render."""
    from jobmarket import journey
    from jobmarket.terminal import verdict_table

    built = journey.run(home(), Progress(), live=live, names=names)
    print(verdict_table(built.verdicts))
    print(f"\ndashboards: {home().site / 'index.html'}")


@main.command(epilog=_example("jobmarket gather", "jobmarket gather greenhouse ashby"))
@_NAMES
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was posted since this day.")
@_told
def gather(names: tuple[str, ...], since: datetime | None) -> None:
    """Fetch from live sources (all default ones, or those named) into snapshots; never parses."""
    from jobmarket import journey
    from jobmarket.terminal import table
    from jobmarket.warehouse import only_run

    with only_run(home()):
        outcomes = journey.gather_sources(home(), names, since.date() if since else None, Progress())
    counts: dict[tuple[str, str], int] = {}
    for outcome in outcomes:
        counts[outcome.source, outcome.what] = counts.get((outcome.source, outcome.what), 0) + 1
    print(table(("source", "outcome", "requests"), [(*key, n) for key, n in sorted(counts.items())]))
    if any(outcome.what in ("throttled", "refused", "failed") for outcome in outcomes):
        sys.exit(1)


@main.command("import", epilog=_example("jobmarket import glassdoor-ds-us-2020 downloads/glassdoor_jobs.csv"))
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@_told
def import_(name: str, paths: tuple[Path, ...]) -> None:
    """Take bulk files or folders as snapshots of the declared source NAME."""
    from jobmarket import journey
    from jobmarket.catalog.sources import source
    from jobmarket.warehouse import only_run

    with only_run(home()):
        count = journey.import_files(home(), source(name), paths, Progress())
    print(f"{count:,} files kept as snapshots of {name}; read them with: jobmarket build")


@main.command(epilog=_example("jobmarket evidence", "jobmarket evidence hn-jobs-data-2026 --output /tmp/evidence"))
@_NAMES
@click.option("--output", type=click.Path(path_type=Path), help="Folder; default: data/evidence of the project.")
@_told
def evidence(names: tuple[str, ...], output: Path | None) -> None:
    """Write the facts of imported sources as shipped evidence: the same files give the same bytes."""
    from jobmarket import journey
    from jobmarket.terminal import table
    from jobmarket.warehouse import only_run

    with only_run(home()):
        told = journey.ship_evidence(home(), names, output or home().evidence, Progress())
    rows = [(one["source"], *one["rows"].values()) for one in told]
    print(table(("source", "postings", "figures", "issues"), rows))


@main.command(epilog=_example("jobmarket build"))
@_told
def build() -> None:
    """Snapshots and shipped evidence → warehouse → verdicts; published in one step or not at all."""
    from jobmarket import journey
    from jobmarket.terminal import verdict_table
    from jobmarket.warehouse import only_run

    with only_run(home()):
        journey.read(home(), Progress())
        built = journey.build_warehouse(home(), Progress())
    print(verdict_table(built.verdicts))
    for flip in built.flips:
        print(f"changed: {flip['claim_id']} was {flip['was']}, is {flip['now']}")


@main.command(epilog=_example("jobmarket render"))
@_told
def render() -> None:
    """The published warehouse → dashboards."""
    from jobmarket import journey
    from jobmarket.warehouse import only_run

    with only_run(home()):
        print(journey.render_site(home(), Progress()))


@main.command(epilog=_example(
    """echo '{"text": "Acme (Berlin) | ML Engineer | 70-90k€ | PyTorch"}' | jobmarket extract""",
    "jobmarket extract ads.jsonl > facts.jsonl",
))
@click.argument("file", default="-", type=click.Path(allow_dash=True))
@_told
def extract(file: str) -> None:
    """Facts from any ads, no warehouse: JSON lines in (only "text" is required), JSON lines out."""
    from jobmarket.answers import answer

    failed = False
    for line in _lines(file):
        said = answer(line)
        failed |= "error" in said
        print(json.dumps(said, ensure_ascii=False))
    sys.exit(1 if failed else 0)


def _lines(file: str) -> Iterator[str]:
    if file != "-" and not Path(file).is_file():
        raise UsageError("no such file", where=file, todo="check the path, or use - for standard input")
    with click.open_file(file, encoding="utf-8", errors="replace") as stream:
        yield from (line for line in stream if line.strip())


@main.command(epilog=_example("jobmarket score", "jobmarket score --half tune", "jobmarket score --write"))
@click.option(
    "--half",
    type=click.Choice(["never-tune", "tune"]),
    default="never-tune",
    show_default=True,
    help="Which half of the labelled ads to show.",
)
@click.option("--write", is_flag=True, help="Also write data/labels/scores.json, which the dashboards show.")
@_JSON
@_told
def score(half: str, write: bool, as_json: bool) -> None:
    """How well the extractor hears, on ads labelled by reading: needs the published sets, imported."""
    from jobmarket import scorecard
    from jobmarket.terminal import table

    card = scorecard.score(home(), Progress())
    if write:
        scorecard.write_scores(home(), card)
    print(card.as_json() if as_json else table(scorecard.HEADER, card.table("half", half)))
    if card.missing and not as_json:
        print(f"\nnot kept here, so not scored: {sum(card.missing.values())} of {card.labels} labelled ads")


@main.command(epilog=_example("jobmarket simulate --replications 50", "jobmarket simulate --output report.json"))
@click.option("--replications", default=1000, show_default=True, help="How often everything is invented anew.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same report.")
@click.option("--output", type=click.Path(path_type=Path), help="Report; default: data/simulation/report.json.")
@_told
def simulate(replications: int, seed: int, output: Path | None) -> None:
    """Test the judging on invented ads: false verdicts, coverage, power (1,000 replications take minutes)."""
    from jobmarket import simulation

    report = simulation.simulate(replications, seed, progress=Progress())
    path = output or simulation.report_file()
    report.write(path)
    print(path)


@main.command(epilog=_example("jobmarket claims", "jobmarket claims asia-favours-tensorflow"))
@click.argument("claim_id", required=False, metavar="[ID]")
@_JSON
@_told
def claims(claim_id: str | None, as_json: bool) -> None:
    """All verdicts, or one claim explained: rule, figures per source, SQL."""
    from jobmarket import explain
    from jobmarket.terminal import records, verdict_table
    from jobmarket.warehouse import connect

    with connect(home()) as connection:
        if claim_id:
            told = explain.claim(connection, claim_id)
            print(json.dumps(told, ensure_ascii=False, indent=1) if as_json else explain.as_text(told))
            return
        verdicts = connection.execute("SELECT * FROM verdicts ORDER BY claim_id").df()
    print(json.dumps(records(verdicts), ensure_ascii=False, indent=1) if as_json else verdict_table(verdicts))


@main.command(epilog=_example(
    'jobmarket sql "SHOW TABLES"',
    'jobmarket sql "DESCRIBE postings"',
    'jobmarket sql "FROM demand_monthly" --format parquet --output demand.parquet',
))
@click.argument("query")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json", "parquet"]), default="table")
@click.option("--output", type=click.Path(path_type=Path), help="File to write instead of the terminal.")
@click.option("--seconds", default=60.0, show_default=True, help="Stop the query after this long.")
@_told
def sql(query: str, style: str, output: Path | None, seconds: float) -> None:
    """Read-only query on the published warehouse."""
    from jobmarket import warehouse
    from jobmarket.terminal import frame_table, records

    if style == "parquet" and output is None:
        raise UsageError("parquet needs a file", where="--format", todo="add --output FILE")
    with warehouse.connect(home()) as connection:
        frame = warehouse.query(connection, query, seconds=seconds)
    if style == "parquet" and output is not None:
        frame.to_parquet(output, index=False)
        return
    text = {
        "csv": lambda: frame.to_csv(index=False),
        "json": lambda: json.dumps(records(frame), ensure_ascii=False, indent=1) + "\n",
        "table": lambda: frame_table(frame) + "\n",
    }[style]()
    _put(text, output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


@main.command(epilog=_example("jobmarket status", "jobmarket status --json"))
@_JSON
@_told
def status(as_json: bool) -> None:
    """Per source: last success, postings, freshness, issues; warehouse version and age."""
    from jobmarket import explain
    from jobmarket.terminal import frame_table, records
    from jobmarket.warehouse import connect

    with connect(home()) as connection:
        frame = explain.status(connection, home())
    if as_json:
        print(json.dumps(records(frame), ensure_ascii=False, indent=1))
        return
    print(frame_table(frame))
    print(f"\n{explain.warehouse_age(home())}")


@main.command(epilog=_example("jobmarket check"))
@_JSON
@_told
def check(as_json: bool) -> None:
    """Every declared promise of sources and tables; failing rows shown; exit 1 if any fails."""
    from jobmarket import explain
    from jobmarket.warehouse import connect

    with connect(home()) as connection:
        kept, broken = explain.promises(connection)
    if as_json:
        print(json.dumps({"kept": kept, "broken": broken}, ensure_ascii=False, indent=1))
    else:
        for one in broken:
            print(f"broken: {one['where']}: {one['that']} ({one['rows']} rows, for instance {one['example']})")
        print(f"{kept} promises hold, {len(broken)} are broken")
    sys.exit(1 if broken else 0)


@main.command(epilog=_example("jobmarket export public-data"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_told
def export(folder: Path) -> None:
    """All public tables as Parquet with datapackage.json (Frictionless) and licences."""
    from jobmarket.export import export_tables
    from jobmarket.warehouse import connect

    with connect(home()) as connection:
        names = export_tables(connection, folder)
    print(f"{len(names)} tables and datapackage.json in {folder}")


@main.command("open", epilog=_example("jobmarket open", "jobmarket open regions"))
@click.argument("page", default="index", metavar="[PAGE]")
@_told
def open_(page: str) -> None:
    """Open a dashboard in the browser; print its path when there is none."""
    import webbrowser

    file = home().site / f"{page.removesuffix('.html')}.html"
    if not file.is_file() or not file.resolve().is_relative_to(home().site.resolve()):
        pages = sorted(one.stem for one in home().site.glob("*.html"))
        raise UsageError(
            f"no page {page!r}", where=str(home().site), todo=f"one of: {', '.join(pages) or 'jobmarket render'}"
        )
    try:
        shown = webbrowser.open(file.resolve().as_uri())
    except webbrowser.Error:
        shown = False
    if not shown:
        print(file)


if __name__ == "__main__":
    main()
