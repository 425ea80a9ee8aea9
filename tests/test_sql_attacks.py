"""``jobmarket sql`` reads the published warehouse and nothing else, whatever is asked."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from pace import at_most

from jobmarket import build, publishing, warehouse
from jobmarket.__main__ import main
from jobmarket.errors import UsageError
from jobmarket.home import PACKAGE, PROJECT, Home
from jobmarket.judge import populations

HOSTILE = ("x'; DROP TABLE numbers; --", 'a"; ATTACH \'b\' --', "\\'; --", "$1", "{}", "%s", "/* */", "naïve ';")

REFUSED = {
    "write a file": "COPY numbers TO 'out.csv'",
    "write a query": "COPY (SELECT 1) TO 'out.parquet' (FORMAT parquet)",
    "write a database": "EXPORT DATABASE 'out'",
    "read in a database": "IMPORT DATABASE 'out'",
    "attach": "ATTACH 'other.duckdb' AS other",
    "attach to memory and write": "ATTACH ':memory:' AS m; CREATE TABLE m.t AS SELECT 1; SELECT * FROM m.t",
    "attach an address": "ATTACH 'https://example.org/x.duckdb'",
    "install": "INSTALL httpfs",
    "install from elsewhere": "FORCE INSTALL spatial FROM 'http://127.0.0.1:1'",
    "load": "LOAD httpfs",
    "load a file": "LOAD '/tmp/evil.duckdb_extension'",
    "update extensions": "UPDATE EXTENSIONS",
    "set": "SET enable_external_access = true",
    "set globally": "SET GLOBAL memory_limit = '100GB'",
    "reset": "RESET enable_external_access",
    "unlock": "SET lock_configuration = false",
    "set threads": "PRAGMA threads = 64",
    "set by pragma": "PRAGMA memory_limit = '100GB'",
    "profile into a file": "PRAGMA profiling_output = 'out.json'",
    "log into a file": "PRAGMA enable_logging('QueryLog', storage = 'file', storage_path = 'out')",
    "a temporary folder": "SET temp_directory = '/tmp/x'",
    "csv": "SELECT * FROM read_csv('/etc/passwd')",
    "csv, guessed": "SELECT * FROM read_csv_auto('/etc/passwd')",
    "text": "SELECT * FROM read_text('/etc/passwd')",
    "bytes": "SELECT * FROM read_blob('/etc/passwd')",
    "json": "SELECT * FROM read_json('/etc/passwd')",
    "json lines": "SELECT * FROM read_ndjson_objects('/etc/passwd')",
    "parquet": "SELECT * FROM read_parquet('facts.parquet')",
    "parquet's metadata": "SELECT * FROM parquet_metadata('facts.parquet')",
    "a file's name for a table": "SELECT * FROM 'facts.parquet'",
    "a quoted file's name": 'SELECT * FROM "facts.csv"',
    "glob": "SELECT * FROM glob('/etc/*')",
    "sniff": "FROM sniff_csv('/etc/passwd')",
    "the web": "SELECT * FROM 'https://example.org/x.csv'",
    "s3": "SELECT * FROM read_parquet('s3://bucket/x')",
    "the environment": "SELECT getenv('HOME')",
    "a secret": "CREATE SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "create a table": "CREATE TABLE x AS SELECT 1",
    "create a view": "CREATE VIEW v AS SELECT 1",
    "replace a table": "CREATE OR REPLACE TABLE numbers AS SELECT 2 AS value",
    "insert": "INSERT INTO numbers VALUES (2)",
    "update": "UPDATE numbers SET value = 2",
    "delete": "DELETE FROM numbers",
    "truncate": "TRUNCATE numbers",
    "drop": "DROP TABLE numbers",
    "alter": "ALTER TABLE numbers ADD COLUMN x INTEGER",
    "comment": "COMMENT ON TABLE numbers IS 'x'",
    "macro": "CREATE MACRO f() AS 1",
    "several statements": "SELECT 1; DELETE FROM numbers",
    "several, hidden": "SELECT 1 /* ; */ ; --\nDROP TABLE numbers",
    "behind a comment": "/* SELECT */ DELETE FROM numbers -- SELECT",
    "after a select": "SELECT 1; COPY numbers TO 'out.csv'",
    "prepared": "PREPARE p AS DELETE FROM numbers; EXECUTE p",
    "explained for real": "EXPLAIN ANALYZE DELETE FROM numbers",
    "with a delete": "WITH a AS (DELETE FROM numbers RETURNING *) SELECT * FROM a",
    "vacuum": "VACUUM FULL numbers",
    "python's own variables": "SELECT * FROM frame_in_python",
    "query() of a text": "FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "query_table() of a file": "FROM query_table('/etc/passwd')",
    "no SQL": "hello; please drop numbers",
}

ENDLESS = {
    "a recursion without end": "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
    "a cross join": "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c WHERE a.range + b.range < c.range * random()",
    "a trillion": "SELECT sum(hash(range) * random()) FROM range(1000000000000)",
    "a pattern that runs away": "SELECT count(*) FROM range(100000000) WHERE regexp_matches(repeat('a', 3000) || range, '(a+)+(a+)+$')",
}
LARGE = {
    "a list of all": "SELECT list(range) FROM range(10000000000)",
    "a text of all": "SELECT string_agg(repeat('x', 1000), '') FROM range(100000000)",
    "sorted": "SELECT * FROM range(3000000000) ORDER BY random()",
    "a frame of all": "SELECT range, repeat('x', 1000) || range AS words FROM range(100000000)",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Home:
    here = Home(project=PROJECT, root=tmp_path_factory.mktemp("home"))
    with publishing.drafting(here) as draft:
        with warehouse.making(draft / here.warehouse.name) as connection:
            connection.execute("CREATE TABLE numbers AS SELECT 1 AS value")
        publishing.place({"index.html": b"1"}, draft / here.site.name)
        publishing.publish(here, draft, "run")
    return here


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: Home) -> Iterator[Path]:
    """A working folder with files a query might want, which must be as before after it."""
    duckdb.sql("SELECT 7 AS secret").write_parquet(str(tmp_path / "facts.parquet"))
    (tmp_path / "facts.csv").write_text("secret\n7\n")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOBMARKET_HOME", str(here.root))
    yield tmp_path
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    with warehouse.connect(here) as connection:
        assert connection.execute("FROM numbers").fetchall() == [(1,)]


@pytest.mark.parametrize("attack", REFUSED.values(), ids=REFUSED.keys())
def test_an_attack_is_refused(here: Home, room: Path, attack: str) -> None:
    with warehouse.connect(here) as connection, pytest.raises(UsageError) as caught:
        warehouse.query(connection, attack)
    assert caught.value.what.strip()
    assert caught.value.todo


@pytest.mark.parametrize("attack", ENDLESS.values(), ids=ENDLESS.keys())
def test_an_endless_query_is_stopped(here: Home, room: Path, attack: str) -> None:
    with at_most(5, time.monotonic), warehouse.connect(here) as connection, pytest.raises(UsageError, match=r"stopped after|memory|limit"):
        warehouse.query(connection, attack, seconds=0.5)


@pytest.mark.parametrize("attack", LARGE.values(), ids=LARGE.keys())
def test_a_large_query_is_stopped_before_it_fills_the_memory(here: Home, room: Path, attack: str) -> None:
    with at_most(10, time.monotonic), warehouse.connect(here, memory_limit="200MB") as connection, pytest.raises(UsageError):
        warehouse.query(connection, attack, seconds=3)


BY_COMMAND = {
    "nothing": (" ", "nothing is asked"),
    "a comment": ("-- SELECT 1", "nothing is asked"),
    "nested comments": ("/* /* */ COPY numbers TO 'out.csv' -- */", "nothing is asked"),
    "two that read": ("SELECT 1; SELECT 2", "2 statements"),
    "a harmless setting": ("SET threads = 1", "SET is no query"),
    "a pragma": ("PRAGMA database_list", "PRAGMA is no query"),
    "a call": ("CALL pragma_version()", "CALL is no query"),
    "a checkpoint": ("CHECKPOINT", "CALL is no query"),
    "a transaction": ("BEGIN TRANSACTION", "TRANSACTION is no query"),
    "not SQL": ("hello", "syntax error"),
    "another's file": ("SELECT * FROM read_text('/etc/passwd')", "disabled"),
}


@pytest.mark.parametrize(("attack", "said"), BY_COMMAND.values(), ids=BY_COMMAND.keys())
def test_the_command_answers_queries_only(room: Path, attack: str, said: str) -> None:
    answered = CliRunner().invoke(main, ["sql", "--", attack])
    assert answered.exit_code == 2, answered.output
    assert said in answered.stderr
    assert "to do: " in answered.stderr
    assert answered.stdout == ""


@pytest.mark.parametrize("query", ["SHOW TABLES", "DESCRIBE numbers", "FROM numbers", "EXPLAIN SELECT 1", "SUMMARIZE numbers", "SELECT 1;",
                                   "PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)"])  # fmt: skip
def test_whatever_reads_is_answered(room: Path, query: str) -> None:
    answered = CliRunner().invoke(main, ["sql", query])
    assert (answered.exit_code, answered.stderr) == (0, "")
    assert answered.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    "attack",
    ["SELECT length(repeat('x', 4000000000))", "SELECT length(repeat(repeat('é', 900000000), 4))", "SELECT hash(list_sort(range(900000000)))"],
)
def test_one_function_over_a_huge_value_is_stopped_too(room: Path, attack: str) -> None:
    # DuckDB neither counts nor interrupts these: the process of the command has bounds of its own.
    asked = [sys.executable, "-m", "jobmarket", "sql", attack, "--seconds", "2"]
    with at_most(10, time.monotonic):
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done
    assert re.search(r"^error: (?:stopped after 2 seconds|.*memory|.*Out of Memory|.*bad_alloc|.*allocat)", done.stderr, re.I), done.stderr


def test_hostile_names_stay_names(tmp_path: Path) -> None:
    """What shelves, data and paths may hold never ends up as SQL of its own."""
    for number, name in enumerate(HOSTILE):
        # DuckDB takes a backslash in a path for a slash.
        folder = tmp_path / f"{number} {name.replace('/', '').replace(chr(92), '')}"
        folder.mkdir()
        file = folder / "numbers.duckdb"
        with warehouse.making(file) as connection:
            connection.execute(f"CREATE TABLE numbers AS SELECT {build.literal(name)} AS {build.quote(name)}")
            connection.execute(f"COMMENT ON TABLE numbers IS {build.literal(name)}")
            warehouse.give(connection, "raw_given", pd.DataFrame({name: [name]}))
            assert connection.execute("FROM raw_given").fetchall() == [(name,)]
        with warehouse.reading(file) as connection:
            assert connection.execute("DESCRIBE numbers").fetchall()[0][0] == name
            assert connection.execute("FROM numbers").fetchall() == [(name,)]
            assert connection.execute("SELECT comment FROM duckdb_tables()").fetchall() == [(name,)]


_SQL = re.compile(r"\b(?:SELECT|INSERT|CREATE|COPY|ATTACH|DELETE|UPDATE|COMMENT ON|DESCRIBE|SET)\b")
_SAFE = re.compile(
    # What may stand in braces in a piece of SQL: numbers, placeholders, quoted names, words that the code itself spells.
    r"int\(|', '\.join\('\?' \*|quote\(|literal\(|_escaped\(|[A-Z_]+$"
)


def _inserted(file: Path) -> Iterator[tuple[str, str]]:
    """(place, expression) of everything that an f-string with SQL in it inserts."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            told = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if _SQL.search(told):
                for part in node.values:
                    if isinstance(part, ast.FormattedValue):
                        yield f"{file.relative_to(PROJECT).as_posix()}", ast.unparse(part.value)


REVIEWED: dict[str, set[str]] = {
    # A verdict's own query, which the build wrote into the warehouse; it is run on the read-only connection.
    "dashboards/claims.py": {"entry.sql"},
    "src/jobmarket/explain.py": {"sql"},
    # A mart's name and a number, both spelt in the page itself.
    "dashboards/demand.py": {"table", "least"},
    # A page's own relations.
    "src/jobmarket/site/write.py": {"relation"},
    # Parts of the tables' SQL files, names out of ``quote`` just above, and messages that are no SQL.
    "src/jobmarket/build.py": {"', '.join(has)", "', '.join(table.columns)", "error", "key", "missing", "name", "promise.sql", "sql", "table.sql"},
    # Conditions that ``words`` has quoted (tested below); numbers of bits; a choice of two constants.
    "src/jobmarket/judge/evidence.py": {"all_of(parts)", "bits", "expression", "once", "self.population"},
    "src/jobmarket/judge/populations.py": {"words(roles)"},
    # A constant of another module.
    "src/jobmarket/raw/postings.py": {"parts.ONE_VERSION"},
    # Names of declared tables: names of files in the package.
    "src/jobmarket/versions.py": {"name"},
    # Names of temporary tables, spelt by the callers.
    "src/jobmarket/warehouse.py": {"name"},
}
"""File → what its SQL takes in that is neither quoted nor a constant, each with why none of it is data."""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_shelves_and_claims_name_is_quoted(name: str) -> None:
    asked = f"SELECT list_contains({populations.words([name, 'x'])}, {populations.literal(name)}), 1"
    assert duckdb.sql(asked).fetchall() == [(True, 1)]
    for condition in (populations.named(name, [name]), populations.condition({"roles": [name], "frameworks_all": [name]}, [name])):
        holds = duckdb.connect()
        holds.execute("CREATE TABLE ads (posting_id VARCHAR, source VARCHAR, roles VARCHAR[], frameworks VARCHAR[])")
        holds.execute("CREATE TABLE mentions (posting_id VARCHAR, term VARCHAR, roles VARCHAR[])")
        holds.execute("INSERT INTO ads VALUES ('1', $n, [$n], [$n]), ('2', 'x', ['x'], ['x'])", {"n": name})
        assert holds.execute(f"SELECT posting_id FROM ads WHERE {condition}").fetchall() == [("1",)]


def test_no_condition_quotes_by_hand() -> None:
    by_hand = re.compile(r"""(?:list_\w+\(|\bIN \(|=|LIKE)[^"\n]{0,60}'\{""")
    found = [
        f"{file.relative_to(PACKAGE)}: {line.strip()}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.parent.name != "simulation"  # plants answers under the conditions' texts: no database reads them
        for line in file.read_text(encoding="utf-8").splitlines()
        if by_hand.search(line) and "_escaped(" not in line
    ]
    assert found == []


def test_no_sql_is_made_of_data() -> None:
    found = {
        (place, expression)
        for folder in (PACKAGE, PROJECT / "dashboards", PROJECT / "flows")
        for file in sorted(folder.rglob("*.py"))
        for place, expression in _inserted(file)
        if not _SAFE.match(expression)
    }
    assert {one for one in found if one[1] not in REVIEWED.get(one[0], {})} == set()
    assert {(place, one) for place, told in REVIEWED.items() for one in told} <= found, "a reviewed place is gone"
