"""Commands that make: the whole journey, the warehouse, pages, scores.

Heavy libraries are imported inside the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from jobmarket.commands.dress import JSON, example, told
from jobmarket.home import home
from jobmarket.progress import Progress


@click.command(epilog=example("jobmarket run", "jobmarket run --live --source greenhouse"))
@click.option("--live", is_flag=True, help="First gather from live sources.")
@click.option("--source", "names", multiple=True, metavar="NAME", help="Gather and read only this source (may be repeated); tables are made of all that was ever read.")
@told
def run(live: bool, names: tuple[str, ...]) -> None:
    """The whole journey: (gather) → read → extract → build → judge → render."""
    from jobmarket import journey
    from jobmarket.terminal import verdict_table

    built = journey.run(home(), Progress(), live=live, names=names)
    print(verdict_table(built.verdicts))
    print(f"\ndashboards: {home().site / 'index.html'}")


@click.command(epilog=example("jobmarket build"))
@told
def build() -> None:
    """Snapshots and shipped evidence → warehouse → verdicts → pages; published in one step or not at all."""
    from jobmarket import journey, versions
    from jobmarket.lock import only_run
    from jobmarket.terminal import verdict_table

    with only_run(home()):
        journey.read(home(), Progress())
        built = versions.build_warehouse(home(), Progress())
    print(verdict_table(built.verdicts))
    for flip in built.flips:
        print(f"changed: {flip['claim_id']} was {flip['was']}, is {flip['now']}")


@click.command(epilog=example("jobmarket render"))
@told
def render() -> None:
    """The published warehouse → dashboards, made anew (`build` makes them, too)."""
    from jobmarket import versions
    from jobmarket.lock import only_run

    with only_run(home()):
        print(versions.render_site(home(), Progress()))


@click.command(epilog=example("jobmarket score", "jobmarket score --half tune", "jobmarket score --write"))
@click.option(
    "--half",
    type=click.Choice(["never-tune", "tune"]),
    default="never-tune",
    show_default=True,
    help="Which half of the labelled ads to show.",
)
@click.option("--write", is_flag=True, help="Also write data/labels/scores.json, which the dashboards show.")
@JSON
@told
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


@click.command(
    epilog=example("jobmarket simulate --replications 50", "jobmarket simulate --output report.json")
)
@click.option(
    "--replications", default=1000, show_default=True, help="How often everything is invented anew."
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same report.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Report; default: data/simulation/report.json."
)
@told
def simulate(replications: int, seed: int, output: Path | None) -> None:
    """Test the judging on invented ads: false verdicts, coverage, power (1,000 replications take minutes)."""
    from jobmarket import simulation

    report = simulation.simulate(replications, seed, progress=Progress())
    path = output or simulation.report_file()
    report.write(path)
    print(path)
