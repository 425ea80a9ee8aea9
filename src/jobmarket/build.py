"""Makes the tables in order, comments them, and checks what they promise.  Holds no SQL of its own tables.

One SQL file is one table: a TOML header in its opening comment says what it is about, what each column
means, what its key is and what always holds; below stands one SELECT.  ``tables/core`` is made from raw
facts, ``tables/judged`` from the judge's frames, ``tables/mart`` from those, with the words that several of them
share in ``tables/macros.sql``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from jobmarket.errors import DeclarationError, PromiseBroken
from jobmarket.home import PACKAGE

STAGES = ("core", "judged", "mart")
_HEADER = re.compile(r"\A\s*/\*(?P<toml>.*?)\*/(?P<sql>.*)\Z", re.DOTALL)
_FROM = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_][a-z0-9_]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """What always holds for each row: ``sql`` is a predicate; a row where it is NULL passes."""

    that: str
    sql: str


@dataclass(frozen=True, slots=True)
class Table:
    """One public relation, as its file declares it."""

    name: str
    stage: str
    sql: str
    about: str
    key: tuple[str, ...]
    columns: dict[str, str]
    always: tuple[Promise, ...]
    may_be_empty: bool
    path: Path

    @property
    def reads(self) -> frozenset[str]:
        """Names that stand after FROM or JOIN in its SELECT."""
        return frozenset(_FROM.findall(self.sql)) - {self.name}


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that does not hold: the table, the promise, how many rows break it, and some of them."""

    table: str
    that: str
    rows: int
    examples: tuple[str, ...]


def quote(name: str) -> str:
    """An SQL identifier, safe whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(words: str) -> str:
    """An SQL string, safe whatever it holds."""
    return "'" + words.replace("'", "''") + "'"


def read_table(path: Path) -> Table:
    """The declaration in one SQL file.

    Raises:
        DeclarationError: header missing, not TOML, or without about, key or columns.
    """
    matched = _HEADER.match(path.read_text(encoding="utf-8"))
    if not matched:
        raise DeclarationError(
            "no header", where=str(path), todo="open the file with /* … */ holding about, key and [columns]"
        )
    try:
        header = tomllib.loads(matched["toml"])
        return Table(
            name=path.stem,
            stage=path.parent.name,
            sql=matched["sql"].strip(),
            about=header["about"],
            key=tuple(header["key"]),
            columns=dict(header["columns"]),
            always=tuple(Promise(item["that"], item["sql"]) for item in header.get("always", [])),
            may_be_empty=bool(header.get("may_be_empty", False)),
            path=path,
        )
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"the header is no TOML ({error})", where=str(path)) from error
    except KeyError as error:
        raise DeclarationError(
            f"the header has no {error}", where=str(path), todo="declare about, key and [columns]"
        ) from error


@cache
def tables() -> tuple[Table, ...]:
    """Every declared table, stage by stage, each after those it reads.

    Raises:
        DeclarationError: a header is off, or tables read each other in a circle.
    """
    ordered: list[Table] = []
    for stage in STAGES:
        found = {path.stem: read_table(path) for path in sorted((PACKAGE / "tables" / stage).glob("*.sql"))}
        needs = {name: sorted(table.reads & found.keys()) for name, table in found.items()}
        try:
            ordered += [found[name] for name in TopologicalSorter(needs).static_order()]
        except CycleError as error:
            raise DeclarationError(
                f"tables read each other in a circle: {' → '.join(error.args[1])}",
                where=str(PACKAGE / "tables" / stage),
            ) from error
    return tuple(ordered)


def make(connection: duckdb.DuckDBPyConnection, stage: str) -> list[str]:
    """Make the tables of one stage, with their comments; the names made.

    Raises:
        DeclarationError: a table's columns are not those its header declares, or its SQL fails.
    """
    made = []
    if stage == "mart":
        connection.execute((PACKAGE / "tables" / "macros.sql").read_text(encoding="utf-8"))
    for table in tables():
        if table.stage != stage:
            continue
        # A table and all that is said of it in one transaction: the disk is waited for once.
        connection.begin()
        try:
            _make_one(connection, table)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        made.append(table.name)
    return made


def _make_one(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    try:
        connection.execute(f"CREATE TABLE {quote(table.name)} AS {table.sql}")
    except duckdb.IOException:
        raise  # the disk's fault, not the declaration's
    except duckdb.Error as error:
        raise DeclarationError(f"the SELECT fails: {error}", where=str(table.path)) from error
    has = [row[0] for row in connection.execute(f"DESCRIBE {quote(table.name)}").fetchall()]
    if has != list(table.columns):
        raise DeclarationError(
            f"the SELECT gives {', '.join(has)}; the header declares {', '.join(table.columns)}",
            where=str(table.path),
            todo="make both the same, in the same order",
        )
    connection.execute(f"COMMENT ON TABLE {quote(table.name)} IS {literal(table.about)}")
    for column, meaning in table.columns.items():
        connection.execute(f"COMMENT ON COLUMN {quote(table.name)}.{quote(column)} IS {literal(meaning)}")


def _breaches(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterable[Breach]:
    name = quote(table.name)
    key = ", ".join(quote(column) for column in table.key)

    def counted(that: str, sql: str) -> Iterable[Breach]:
        rows = connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()[0][0]
        if rows:
            examples = connection.execute(f"SELECT * FROM ({sql}) LIMIT 3").fetchall()
            yield Breach(table.name, that, rows, tuple(str(row)[:300] for row in examples))

    if not table.may_be_empty:
        yield from counted(
            "it is not empty", f"SELECT 'no rows' WHERE NOT EXISTS (SELECT 1 FROM {name})"
        )
    yield from counted(
        f"{', '.join(table.key)} is unique", f"SELECT {key} FROM {name} GROUP BY ALL HAVING count(*) > 1"
    )
    missing = " OR ".join(f"{quote(column)} IS NULL" for column in table.key)
    yield from counted(f"{', '.join(table.key)} is never missing", f"SELECT * FROM {name} WHERE {missing}")
    for promise in table.always:
        yield from counted(promise.that, f"SELECT * FROM {name} WHERE NOT ({promise.sql})")


def check(connection: duckdb.DuckDBPyConnection) -> list[Breach]:
    """Every declared promise of every table that does not hold."""
    return [breach for table in tables() for breach in _breaches(connection, table)]


def require(breaches: Sequence[Breach]) -> None:
    """Refuse to go on with broken promises.

    Raises:
        PromiseBroken: naming each table, promise, row count and an example.
    """
    if breaches:
        raise PromiseBroken(
            "; ".join(
                f"{breach.table}: '{breach.that}' fails for {breach.rows} rows, for instance {breach.examples[0]}"
                for breach in breaches
            ),
            where="data promises",
            todo="nothing was published; mend the input or the promise, then build again",
        )
