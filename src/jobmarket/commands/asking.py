"""Commands that answer: facts of an ad, claims, SQL, the state of sources and promises, exports, pages.

Heavy libraries are imported inside the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from jobmarket.commands.dress import JSON, example, told
from jobmarket.errors import UsageError
from jobmarket.home import home

MEMORY_MB = 2_000
"""What a user's query may take, as :func:`jobmarket.warehouse.connect` has it."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@click.command(
    epilog=example(
        """echo '{"text": "Acme (Berlin) | ML Engineer | 70-90k€ | PyTorch"}' | jobmarket extract""",
        "jobmarket extract ads.jsonl > facts.jsonl",
    )
)
@click.argument("file", default="-", type=click.Path(allow_dash=True))
@told
def extract(file: str) -> None:
    """Facts from any ads, no warehouse: JSON lines in (only "text" is required), JSON lines out."""
    from jobmarket.answers import answer

    failed = False
    for line in _lines(file):
        said = answer(line)
        failed |= "error" in said
        print(_as_json(said))
    sys.exit(1 if failed else 0)


def _lines(file: str) -> Iterator[str]:
    if file != "-" and not Path(file).is_file():
        raise UsageError("no such file", where=file, todo="check the path, or use - for standard input")
    with click.open_file(file, encoding="utf-8", errors="replace") as stream:
        yield from (line for line in stream if line.strip())


@click.command(epilog=example("jobmarket claims", "jobmarket claims asia-favours-tensorflow"))
@click.argument("claim_id", required=False, metavar="[ID]")
@JSON
@told
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


@click.command(
    epilog=example(
        'jobmarket sql "SHOW TABLES"',
        'jobmarket sql "DESCRIBE postings"',
        'jobmarket sql "FROM demand_monthly" --format parquet --output demand.parquet',
    )
)
@click.argument("query")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json", "parquet"]), default="table")
@click.option("--output", type=click.Path(path_type=Path), help="File to write instead of the terminal.")
@click.option("--seconds", default=60.0, show_default=True, help="Stop the query after this long.")
@told
def sql(query: str, style: str, output: Path | None, seconds: float) -> None:
    """Read-only query on the published warehouse."""
    from jobmarket import warehouse
    from jobmarket.commands import leash
    from jobmarket.terminal import as_asked, columns_and_rows, table

    if style == "parquet" and output is None:
        raise UsageError("parquet needs a file", where="--format", todo="add --output FILE")
    if output is not None and not output.resolve().parent.is_dir():
        raise UsageError("no such folder", where=str(output.parent), todo="make it first, or write elsewhere")
    with warehouse.connect(home()) as connection, leash.leashed(seconds, MEMORY_MB):
        leash.require_one(connection, query)
        found = warehouse.query(connection, query, seconds=seconds)
        names, rows = columns_and_rows(found)
    if style == "parquet" and output is not None:
        import pyarrow.parquet as pq

        pq.write_table(found.rename_columns(names), output)
        return
    text = {
        "csv": lambda: _as_csv(names, rows),
        "json": lambda: _as_json([dict(zip(names, row, strict=True)) for row in rows], indent=1) + "\n",
        "table": lambda: table(names, rows, said=as_asked) + "\n",
    }[style]()
    _put(text, output)


def _as_csv(names: list[str], rows: list[list[Any]]) -> str:
    """A header and rows; a list or struct as JSON, nothing as an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_as_json(value) if isinstance(value, list | dict) else value for value in row] for row in rows)
    return text.getvalue()


def _as_json(said: Any, indent: int | None = None) -> str:
    """JSON as people write it; half a surrogate pair, which no stream takes, as JSON escapes it."""
    text = json.dumps(said, ensure_ascii=False, indent=indent)
    return text if text.isascii() or _SURROGATE.search(text) is None else json.dumps(said, indent=indent)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


@click.command(epilog=example("jobmarket status", "jobmarket status --json"))
@JSON
@told
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


@click.command(epilog=example("jobmarket check", "jobmarket check --deep"))
@click.option("--deep", is_flag=True, help="Also prove every kept file, byte for byte, by its sha256.")
@JSON
@told
def check(deep: bool, as_json: bool) -> None:
    """Every declared promise of sources and tables; failing rows shown; exit 1 if any fails."""
    from jobmarket import explain
    from jobmarket.warehouse import connect

    proven = explain.files_checked(home()) if deep else None
    with connect(home()) as connection:
        kept, broken = explain.promises(connection)
    damages = proven.damages if proven else ()
    if as_json:
        files = {"files": proven.files, "damaged": [asdict(one) for one in damages]} if proven else {}
        print(json.dumps({"kept": kept, "broken": broken, **files}, ensure_ascii=False, indent=1))
    else:
        for one in broken:
            print(
                f"broken: {one['where']}: {one['that']} ({one['rows']} rows, for instance {one['example']})"
            )
        for damage in damages:
            print(f"damaged: {damage.where}: {damage.what}")
        print(f"{kept} promises hold, {len(broken)} are broken")
        if proven:
            print(f"{proven.files:,} files proven by their sha256, {len(damages)} damaged")
    sys.exit(1 if broken or damages else 0)


@click.command(epilog=example("jobmarket export public-data"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@told
def export(folder: Path) -> None:
    """All public tables as Parquet with datapackage.json (Frictionless) and licences."""
    from jobmarket.export import export_tables
    from jobmarket.warehouse import connect

    with connect(home()) as connection:
        names = export_tables(connection, folder)
    print(f"{len(names)} tables and datapackage.json in {folder}")


@click.command("open", epilog=example("jobmarket open", "jobmarket open regions"))
@click.argument("page", default="index", metavar="[PAGE]")
@told
def open_(page: str) -> None:
    """Open a dashboard in the browser; print its path when there is none."""
    import webbrowser

    file = home().site / f"{page.removesuffix('.html')}.html"
    if not file.is_file() or not file.resolve().is_relative_to(home().site.resolve()):
        pages = sorted(one.stem for one in home().site.glob("*.html"))
        raise UsageError(
            f"no page {page!r}",
            where=str(home().site),
            todo=f"one of: {', '.join(pages) or 'jobmarket render'}",
        )
    try:
        shown = webbrowser.open(file.resolve().as_uri())
    except webbrowser.Error:
        shown = False
    if not shown:
        print(file)
