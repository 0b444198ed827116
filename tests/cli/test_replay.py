"""`extract --record` and `--replay`: the same records, and nothing is sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.command_line import main
from pipeline.wiring import client
from tests.contracts import LEASE


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A folder with `in`, `out` and the cassette `tape` of the run between them."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lease.txt").write_text(LEASE)
    assert extract(tmp_path, "out", "--record", str(tmp_path / "tape"), "--endpoint", "embedded") == 0
    return tmp_path


def extract(root: Path, out: str, *argv: str) -> int:
    return main(["extract", str(root / "in"), "-o", str(root / out), *argv])


def record(root: Path, out: str) -> dict[str, Any]:
    return dict(json.loads((root / out / "lease.txt.json").read_text()))


def test_a_replay_needs_no_endpoint_and_gives_the_same_record(
    recorded: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def no_endpoint(*_: object) -> None:
        raise AssertionError("an endpoint was started")

    monkeypatch.setattr(client, "EmbeddedServer", no_endpoint)
    monkeypatch.setattr(client, "ChatClient", no_endpoint)
    # The settings name an endpoint without its key: a replay asks for neither.
    monkeypatch.setenv("CJKCLAUSE_BASE_URL", "https://example.org/v1")
    assert extract(recorded, "again", "--replay", str(recorded / "tape")) == 0
    assert record(recorded, "again") == record(recorded, "out")
    assert "nothing is sent" in capfd.readouterr().err


def test_recording_a_finished_folder_asks_again_from_the_journal(
    recorded: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (recorded / "tape").unlink()
    before = record(recorded, "out")
    assert extract(recorded, "out", "--record", str(recorded / "tape"), "--endpoint", "embedded") == 0
    assert "will hold the text" in capfd.readouterr().err
    assert record(recorded, "out")["usage"] == before["usage"]
    assert extract(recorded, "again", "--replay", str(recorded / "tape")) == 0


def test_a_document_that_was_not_recorded_is_named_and_the_others_go_on(
    recorded: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (recorded / "in" / "new.txt").write_text(LEASE.replace("书店", "面馆"))
    assert extract(recorded, "again", "--replay", str(recorded / "tape")) == 1
    assert record(recorded, "again")["status"] == "complete"
    failed = json.loads((recorded / "again" / "new.txt.json").read_text())
    assert failed["status"] == "failed"
    assert "holds no reply" in capfd.readouterr().err


def test_a_cassette_of_an_older_prompt_plays_with_a_warning(recorded: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tape = recorded / "tape"
    header, *lines = tape.read_text().splitlines(keepends=True)
    older = json.loads(header)
    older["prompts"]["zh-Hans"] = "0" * 64
    tape.write_text(json.dumps(older) + "\n" + "".join(lines))
    capfd.readouterr()
    assert extract(recorded, "again", "--replay", str(tape)) == 0
    assert "Warning" in capfd.readouterr().err


def test_one_file_is_replayed_to_standard_output(recorded: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    file = str(recorded / "in" / "lease.txt")
    assert main(["extract", file, "--json", "--replay", str(recorded / "tape")]) == 0
    assert json.loads(capfd.readouterr().out)["clauses"] == record(recorded, "out")["clauses"]


def test_refusals_before_work_begins(recorded: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tape = str(recorded / "tape")
    assert extract(recorded, "again", "--replay", tape, "--record", tape) == 2
    assert extract(recorded, "again", "--replay", str(recorded / "nowhere")) == 3
    assert extract(recorded, "again", "--record", str(recorded / "in"), "--endpoint", "embedded") == 3
    assert "Traceback" not in capfd.readouterr().err
