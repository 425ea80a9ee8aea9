"""The command line as its users meet it: answers on stdout, errors with a way out, exit codes that mean something."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from pace import at_most

from jobmarket import __main__ as command_line
from jobmarket import forgetting
from jobmarket.commands import asking, bringing, making
from jobmarket.home import PROJECT, Home

COMMANDS = sorted(command_line.main.commands)


def call(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(command_line.main, list(words), input=given)


def live_in(here: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Let every command find this home."""
    for room in (asking, bringing, making):
        monkeypatch.setattr(room, "home", lambda: here)
    return here


@pytest.fixture
def at_home(travelled: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    return live_in(travelled, monkeypatch)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    empty = Home(project=PROJECT, root=tmp_path)
    return live_in(empty, monkeypatch)


def test_the_contract_names_every_command() -> None:
    assert {"run", "gather", "import", "forget", "build", "render", "extract", "claims", "sql", "status", "check", "export", "open"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    said = call(command, "--help")
    assert said.exit_code == 0
    assert f"jobmarket {command}" in said.output.split("Examples:")[1]


def test_help_comes_at_once() -> None:
    with at_most(2, time.monotonic):
        subprocess.run([sys.executable, "-m", "jobmarket", "--help"], check=True, capture_output=True)


@pytest.mark.parametrize("words", [("claims",), ("sql", "SELECT 1"), ("status",), ("check",), ("render",), ("export", "x")])
def test_without_a_warehouse_it_says_what_to_do(nowhere: Home, words: tuple[str, ...]) -> None:
    said = call(*words)
    assert said.exit_code == 1
    assert said.stdout == ""
    assert "no warehouse yet" in said.stderr
    assert "to do: run `make run`" in said.stderr


def test_sql_in_all_formats(at_home: Home, tmp_path: Path) -> None:
    query = "SELECT count(*) AS ads, min(date_posted) AS first FROM ads"
    assert "ads" in call("sql", query).output
    assert call("sql", query, "--format", "csv").output.splitlines()[0] == "ads,first"
    assert json.loads(call("sql", query, "--format", "json").output)[0]["ads"] == 300
    file = tmp_path / "out.parquet"
    assert call("sql", query, "--format", "parquet", "--output", str(file)).exit_code == 0
    assert pd.read_parquet(file)["ads"].tolist() == [300]


def test_sql_gives_values_as_they_are(at_home: Home, tmp_path: Path) -> None:
    query = """SELECT 2019 AS year, ['a', 'b, c'] AS words, [1.5, NULL] AS figures, sum(i) AS sum, 1e-12 AS p,
               DATE '2026-05-01' AS day, TIMESTAMPTZ '2026-05-01 02:00:00+02' AS at, NULL::INTEGER AS nothing
               FROM range(4) AS r(i)"""
    told = call("sql", query).output.splitlines()[2].split()
    assert told[0] == "2019"
    named, row = csv.reader(call("sql", query, "--format", "csv").output.splitlines())
    assert dict(zip(named, row, strict=True)) == {
        "year": "2019", "words": '["a", "b, c"]', "figures": "[1.5, null]", "sum": "6", "p": "1e-12",
        "day": "2026-05-01", "at": "2026-05-01T00:00:00+00:00", "nothing": "",
    }  # fmt: skip
    assert json.loads(call("sql", query, "--format", "json").output) == [
        {
            "year": 2019, "words": ["a", "b, c"], "figures": [1.5, None], "sum": 6, "p": 1e-12,
            "day": "2026-05-01", "at": "2026-05-01T00:00:00+00:00", "nothing": None,
        }
    ]
    file = tmp_path / "out.parquet"
    assert call("sql", query, "--format", "parquet", "--output", str(file)).exit_code == 0
    schema = pq.read_schema(file)
    assert (str(schema.field("nothing").type), str(schema.field("day").type)) == ("int32", "date32[day]")


def test_columns_of_one_name_all_come_through(at_home: Home) -> None:
    assert json.loads(call("sql", "SELECT 1 AS a, 2 AS a", "--format", "json").output) == [{"a": 1, "a_1": 2}]


def test_output_that_cannot_be_written_says_where(at_home: Home, tmp_path: Path) -> None:
    for style in ("csv", "parquet"):
        said = call("sql", "SELECT 1", "--format", style, "--output", str(tmp_path / "none" / "x"))
        assert said.exit_code == 2
        assert f"where: {tmp_path / 'none'}" in said.stderr


def test_extract_goes_on_behind_what_no_terminal_can_show() -> None:
    lines = ['{"id": "\\ud800", "text": "PyTorch"}', '{"id": "next", "text": "Keras engineer"}']
    said = call("extract", given="\n".join(lines))
    assert said.exit_code == 0
    first, second = map(json.loads, said.output.splitlines())
    assert (first["id"], second["id"]) == ("\ud800", "next")


def test_a_wrong_query_exits_2_with_the_reason(at_home: Home) -> None:
    said = call("sql", "SELEC 1")
    assert said.exit_code == 2
    assert "Parser Error" in said.stderr


def test_claims_as_table_text_and_json(at_home: Home) -> None:
    assert "claims:" in call("claims").output
    ids = [row["claim_id"] for row in json.loads(call("claims", "--json").output)]
    said = call("claims", ids[0])
    assert said.exit_code == 0
    assert "rule" in said.output
    told = json.loads(call("claims", ids[0], "--json").output)
    assert told["claim_id"] == ids[0]
    assert isinstance(told["evidence"], list)


def test_an_unknown_claim_is_met_with_near_names(at_home: Home) -> None:
    said = call("claims", "keras-demand-is-hihg")
    assert said.exit_code == 2
    assert "keras-demand-is-high" in said.stderr


def test_status_knows_every_source(at_home: Home) -> None:
    rows = {row["source"]: row for row in json.loads(call("status", "--json").output)}
    assert rows["hn-whoishiring-2018-2026"]["postings"] == 300
    assert "published" in call("status").output


def test_check_exits_1_on_a_broken_promise_and_names_it(at_home: Home) -> None:
    said = call("check")
    assert said.exit_code == 1  # 300 made-up posts are not the 54,497 that the set declares
    assert "hn-whoishiring-2018-2026" in said.output
    assert json.loads(call("check", "--json").output)["kept"] > 50


def test_export_is_a_described_package(at_home: Home, tmp_path: Path) -> None:
    assert call("export", str(tmp_path / "out")).exit_code == 0
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    described = {resource["path"]: resource for resource in package["resources"]}
    assert {"postings.parquet", "verdicts.parquet", "demand_monthly.parquet"} <= set(described)
    for path, resource in described.items():
        frame = pd.read_parquet(tmp_path / "out" / path)
        assert list(frame.columns) == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert package["licenses"]


def test_extract_goes_on_after_a_bad_line() -> None:
    said = call("extract", given='{"id": 1, "text": "PyTorch"}\nnonsense\n{"id": 3, "text": "Keras models"}\n')
    answers = [json.loads(line) for line in said.output.splitlines()]
    assert said.exit_code == 1
    assert [answer.get("id") for answer in answers] == [1, None, 3]
    assert "error" in answers[1]
    assert answers[0]["frameworks"] == ["pytorch"]


def test_extract_of_a_file_that_is_not_there() -> None:
    said = call("extract", "missing.jsonl")
    assert said.exit_code == 2
    assert "missing.jsonl" in said.stderr


def test_import_of_an_unknown_source_lists_near_names(nowhere: Home, tmp_path: Path) -> None:
    said = call("import", "uk-ds-jobs-2020", str(tmp_path))
    assert said.exit_code == 2
    assert "uk-ds-jobs-2021" in said.stderr


def test_gather_refuses_a_bulk_source(nowhere: Home) -> None:
    said = call("gather", "uk-ds-jobs-2021")
    assert said.exit_code == 2
    assert "jobmarket import uk-ds-jobs-2021" in said.stderr


@pytest.mark.parametrize(
    "words",
    [("--posting", "hacker-news:none-such"), ("--url", "https://jobs.example/none"), ("--employer", "Nowhere Ferries")],
)
def test_forgetting_what_is_not_known_says_so_and_keeps_it_out(
    nowhere: Home, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]
) -> None:
    said = call("forget", *words)
    assert said.exit_code == 0
    assert f"nothing here is of {words[1]}" in said.stderr
    assert "it is kept out should it come" in said.stderr
    assert forgetting.forgotten(nowhere)


def test_forgetting_what_only_shipped_evidence_holds_is_no_slip(nowhere: Home) -> None:
    shipped = nowhere.evidence / "hn-jobs-data-2026" / "postings.parquet"
    told = pq.read_table(shipped, columns=["posting_id", "url"]).slice(0, 1).to_pylist()[0]
    for words in (("--posting", told["posting_id"]), ("--url", told["url"])):
        assert call("forget", *words).stderr == ""


def test_an_id_that_no_posting_can_have_is_refused(nowhere: Home) -> None:
    for wrong in ("501", "hackernews:501"):
        said = call("forget", "--posting", wrong)
        assert said.exit_code == 2
        assert "to do: see the ids" in said.stderr
    assert not forgetting.forgotten(nowhere)


def test_open_prints_the_path_where_there_is_no_browser(at_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    assert call("open").output.strip().endswith("index.html")
    assert call("open", "../../etc/passwd").exit_code == 2
