"""The command line.  Parses words, calls the journey, prints: nothing is decided here."""

from __future__ import annotations

import click

from jobmarket import __version__
from jobmarket.commands import asking, bringing, making
from jobmarket.commands.dress import example


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example(
        "jobmarket run                      read, build, judge and render what is here",
        "jobmarket claims startups-favour-pytorch",
        'jobmarket sql "SELECT verdict, count(*) FROM verdicts GROUP BY ALL"',
    ),
)
@click.version_option(__version__, prog_name="jobmarket")
def main() -> None:
    """Which deep-learning framework do employers really ask for?

    Job ads and trend figures in, published claims judged with intervals out.
    """


for command in (
    making.run, bringing.gather, bringing.import_, bringing.forget, bringing.evidence, making.build, making.render,
    asking.extract, making.score, making.simulate, asking.claims, asking.sql, asking.status, asking.check,
    asking.export, asking.open_,
):  # fmt: skip
    main.add_command(command)

if __name__ == "__main__":
    main()
