"""Every command of the public surface, called as the command line calls it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.command_line import COMMANDS, main
from pipeline.schema.library import packaged_schema
from tests.conftest import SAMPLES
from tests.contracts import LEASE


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "lease.txt"
    path.parent.mkdir()
    path.write_text(LEASE)
    return path


def call(capfd: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    try:
        code = main([str(part) for part in argv])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    return code, out, err


def valid(record: dict[str, Any]) -> bool:
    from jsonschema import Draft202012Validator

    Draft202012Validator(packaged_schema("record.schema.json")).validate(record)
    return True


def test_extract_into_a_folder_says_where_the_text_goes_and_what_came_of_it(
    capfd: pytest.CaptureFixture[str], lease: Path, tmp_path: Path
) -> None:
    code, out, err = call(capfd, "extract", lease.parent, "-o", tmp_path / "out", "--endpoint", "embedded")
    assert (code, out) == (0, "")
    lines = err.rstrip("\n").split("\n")
    assert "embedded" in lines[0]
    assert "rules only" in lines[0]
    assert "1 complete, 0 partial, 0 failed" in err
    assert valid(json.loads((tmp_path / "out" / "lease.txt.json").read_text()))


@pytest.mark.parametrize(
    ("language", "first", "review"),
    [
        ("en", "endpoint", "review"),
        ("zh-Hans", "端点", "复核"),
        ("zh-Hant", "端點", "覆核"),
        ("ja", "接続先", "要確認"),
        ("ko", "엔드포인트", "검토"),
    ],
)
def test_a_run_speaks_the_language_it_is_asked_for(
    capfd: pytest.CaptureFixture[str], lease: Path, tmp_path: Path, language: str, first: str, review: str
) -> None:
    for again in range(2):
        code, out, err = call(capfd, "extract", lease.parent, "-o", tmp_path / "out", "--lang", language)
        lines = err.rstrip("\n").split("\n")
        assert (code, out) == (0, "")
        assert lines[0].startswith(first)
        assert "rules only" in lines[0]
        assert any(line.startswith(review) for line in lines), again
        assert language == "en" or not {"documents", "clauses", "tokens", "earlier"} & set(err.split())


def test_extract_one_file_to_standard_output_writes_nothing(
    capfd: pytest.CaptureFixture[str], lease: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lease.parent)
    code, out, _ = call(capfd, "extract", lease, "--json", "--endpoint", "embedded")
    record = json.loads(out)
    assert code == 0
    assert valid(record)
    assert record["engine"] == "rules"
    assert "rules only" in json.dumps(record)
    assert [path.name for path in lease.parent.iterdir()] == ["lease.txt"]


def test_extract_with_a_register_marks_the_rules_and_disarms_formulas(
    capfd: pytest.CaptureFixture[str], lease: Path, tmp_path: Path
) -> None:
    lease.write_text(LEASE.replace("房屋租赁合同", "=cmd()房屋租赁合同"))
    call(capfd, "extract", lease, "-o", tmp_path / "out", "--format", "csv", "--endpoint", "embedded")
    table = (tmp_path / "out" / "register.csv").read_text("utf-8-sig")
    assert "rules only" in table
    assert "\n=" not in table
    assert ",=" not in table


def test_text_prints_the_document_with_its_places(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capfd, "text", SAMPLES / "ja-lease.pdf", "--json")
    document = json.loads(out)
    assert code == 0
    assert {"name", "sha256", "language", "languages", "pages", "text", "blocks", "places", "asides", "issues"} <= set(
        document
    )
    place = document["places"][0]
    assert {"start", "end", "page", "box", "source", "confidence"} == set(place)
    code, plain, _ = call(capfd, "text", SAMPLES / "ja-lease.pdf")
    assert plain.rstrip("\n") == document["text"]


def test_outline_prints_the_tree(capfd: pytest.CaptureFixture[str], lease: Path) -> None:
    code, out, _ = call(capfd, "outline", lease, "--json")
    sections = json.loads(out)["sections"]
    assert code == 0
    assert [section["label"] for section in sections] == [f"第{n}条" for n in "一二三四五六七"]
    assert LEASE[sections[1]["start"] : sections[1]["end"]].startswith("第二条 租赁期限\n")
    code, out, _ = call(capfd, "outline", lease)
    assert "第三条" in out


@pytest.mark.parametrize("command", ["text", "outline", "plan", "schema lint"])
def test_a_path_that_is_not_there_is_usage(capfd: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    code, out, err = call(capfd, *command.split(), tmp_path / "none.pdf")
    assert (code, out) == (2, "")
    assert "none.pdf is not there" in err


@pytest.mark.parametrize("command", ["text", "outline"])
def test_a_folder_is_no_document(capfd: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    code, out, err = call(capfd, command, tmp_path)
    assert (code, out) == (2, "")
    assert "not a regular file" in err


def test_plan_sends_nothing_and_needs_no_key(capfd: pytest.CaptureFixture[str], lease: Path, tmp_path: Path) -> None:
    os.environ.pop("CJKCLAUSE_API_KEY", None)
    code, out, _ = call(capfd, "plan", lease.parent, "--json")
    report = json.loads(out)
    assert code == 0
    document = report["documents"][0]
    assert set(document) == {"name", "tokens", "windows", "requests", "cost"}
    assert set(document["windows"][0]) == {"index", "start", "end", "prompt_tokens", "max_tokens", "requests"}
    assert document["cost"] is None
    config = tmp_path / "prices.toml"
    config.write_text('[prices]\ninput = "1"\noutput = "2"\n')
    _, out, _ = call(capfd, "plan", lease, "--json", "--config", config)
    assert float(json.loads(out)["totals"]["cost"]) > 0


def test_types_shrink_the_prompt(capfd: pytest.CaptureFixture[str], lease: Path) -> None:
    _, everything, _ = call(capfd, "plan", lease, "--json")
    _, few, _ = call(capfd, "plan", lease, "--json", "--types", "term,price_payment")
    size = [json.loads(out)["totals"]["prompt_tokens"] for out in (few, everything)]
    assert size[0] < size[1] / 2


def test_schema_lint_names_file_and_pointer(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "rent.json"
    bad.write_text('{"title": "Rent", "type": "object", "properties": {"amount": {"type": "objekt"}}}')
    code, out, _ = call(capfd, "schema", "lint", bad)
    assert code == 1
    assert "rent.json#/properties/amount" in out
    code, out, _ = call(capfd, "schema", "lint", SAMPLES.parent / "schemas" / "clauses", "--json")
    assert code == 0
    assert json.loads(out)["errors"] == 0


def test_a_schema_of_ones_own_is_a_type_everywhere(
    capfd: pytest.CaptureFixture[str], lease: Path, tmp_path: Path
) -> None:
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    rent = {
        "title": "Rent",
        "type": "object",
        "properties": {
            "monthly": {"x-kind": "money", "description": "monthly rent", "x-cues": {"zh-Hans": ["月租金"]}}
        },
        "x-cues": {"zh-Hans": {"title": ["租金及支付"]}},
    }
    (schemas / "rent.json").write_text(json.dumps(rent))
    code, out, _ = call(capfd, "extract", lease, "--json", "--schemas", schemas, "--endpoint", "embedded")
    record = json.loads(out)
    assert code == 0
    assert set(record["schemas"]) == {"rent", "other"}
    clause = next(clause for clause in record["clauses"] if clause["type"] == "rent")
    assert clause["values"]["monthly"]["amount"] == "12000.00"


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["extract", "{lease}"], 2, "output folder"),
        (["extract", "{tmp}/none", "-o", "{tmp}/out"], 2, "not there"),
        (["extract", "{tmp}/empty", "-o", "{tmp}/out"], 2, "no contract"),
        (["extract", "{lease}", "-o", "{tmp}/out", "--format", "pdf"], 2, "format"),
        (["extract", "{lease}", "-o", "{lease}/out"], 3, "cannot be written"),
        (["extract", "{lease}", "-o", "{tmp}/out", "--types", "rent"], 3, "no clause type"),
        (["extract", "{lease}", "-o", "{tmp}/out", "--schemas", "{tmp}/empty"], 3, "no clause schema"),
        (["extract", "{lease}", "-o", "{tmp}/out", "--base-url", "https://example.org/v1"], 3, "needs a key"),
        (["extract", "{lease}", "-o", "{tmp}/out", "--base-url", "http://127.0.0.1:9/v1"], 3, "127.0.0.1:9"),
        (["extract", "{lease}", "-o", "{tmp}/out", "--config", "{tmp}/none.toml"], 3, "none.toml"),
        (["text", "{tmp}/broken.pdf"], 1, "broken.pdf"),
        (
            ["extract", "{lease}", "-o", "{tmp}/out", "--endpoint", "embedded", "--base-url", "http://[::1]/v1"],
            2,
            "two endpoints",
        ),
        (["probe"], 2, "--base-url"),
        (["nonsense"], 2, "nonsense"),
        ([], 2, "COMMAND"),
    ],
)
def test_what_is_wrong_is_one_clear_line_and_its_exit_code(
    capfd: pytest.CaptureFixture[str], lease: Path, tmp_path: Path, argv: list[str], code: int, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    got, out, err = call(capfd, *(part.format(lease=lease, tmp=tmp_path) for part in argv))
    assert got == code
    assert out == ""
    assert words in err
    assert "Traceback" not in err


def test_a_scan_says_what_it_is_and_exits_1(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    argv = ("extract", SAMPLES / "scans", "-o", tmp_path / "out", "--endpoint", "embedded", "--ocr", "off")
    code, _, err = call(capfd, *argv)
    assert code == 1
    assert "zh-loan.pdf" in err
    record = json.loads((tmp_path / "out" / "zh-loan.pdf.json").read_text())
    assert record["status"] == "failed"
    assert valid(record)
    assert record["reason"]["remedy"]


def test_probe_remembers_what_an_endpoint_can_do(
    capfd: pytest.CaptureFixture[str], embedded: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("CJKCLAUSE_API_KEY", embedded.api_key)
    code, out, _ = call(capfd, "probe", "--base-url", embedded.base_url, "--json")
    assert code == 0
    found = json.loads(out)
    assert found["json_mode"] is True
    assert found["tools"] is True
    remembered = Path(os.environ["XDG_CACHE_HOME"]) / "cjkclause" / "endpoints.json"
    assert stat.S_IMODE(remembered.stat().st_mode) == 0o600


def test_a_refused_key_ends_before_work_begins(
    capfd: pytest.CaptureFixture[str], embedded: Any, lease: Path, tmp_path: Path
) -> None:
    code, _, err = call(capfd, "extract", lease, "-o", tmp_path / "out", "--base-url", embedded.base_url)
    assert code == 3
    assert embedded.api_key not in err
    assert not list((tmp_path / "out").glob("*.json"))


def test_messages_speak_the_readers_language(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, _, err = call(capfd, "extract", tmp_path / "none", "-o", tmp_path / "out", "--lang", "ja")
    assert "パスを確かめてください" in err


def test_every_command_has_help_and_the_module_runs_like_the_command() -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as stop:
            main([name, "--help"])
        assert stop.value.code == 0
    done = subprocess.run([sys.executable, "-m", "pipeline", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("cjkclause ")


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = "import sys, pipeline; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"httpx", "pydantic", "lxml", "pypdfium2", "jsonschema", "rich", "splintr", "starlette"} & set(loaded)


def test_reading_a_document_by_itself_loads_no_settings(lease: Path) -> None:
    code = (
        f"import sys; from pipeline.cli.command_line import main; main(['text', {str(lease)!r}]); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"pydantic", "pipeline.settings"}.isdisjoint(done.stdout.splitlines()[-1].split())
