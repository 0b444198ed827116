"""Runs over real files through a real endpoint on loopback: resumed, killed, broken, stopped."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import pipeline
from pipeline.batch.extraction import Extraction, Order
from pipeline.batch.progress import told
from pipeline.batch.runner import Outcome
from pipeline.errors import StopRun
from pipeline.settings import Settings
from tests.contracts import LEASE


def folder(root: Path, count: int = 3) -> Path:
    source = root / "in"
    (source / "sub").mkdir(parents=True)
    for number in range(count):
        (source / "sub" / f"lease{number}.txt").write_text(LEASE.replace("滨河路18号", f"滨河路{number + 1}号"))
    return source


@contextmanager
def serving(*flags: str) -> Iterator[str]:
    """`cjkclause serve` as a process; yields its base URL."""
    command = [sys.executable, "-m", "pipeline", "serve", "--port", "0", *flags]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        yield server.stderr.readline().split()[2]
    finally:
        server.terminate()
        server.communicate(timeout=10)


def run(source: Path, out: Path, **settings: object) -> list[Outcome]:
    order = Order(Settings.model_validate(settings or {"endpoint": "embedded"}))
    with Extraction([source], out, order) as extraction:
        return list(extraction.outcomes())


def requests_paid(out: Path) -> int:
    with sqlite3.connect(out / "journal.db") as journal:
        count: int = journal.execute("SELECT count(*) FROM paid WHERE kind='reply'").fetchone()[0]
    journal.close()
    return count


def test_a_folder_gives_a_record_a_text_and_a_line_for_every_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes = run(folder(tmp_path), out)
    assert {outcome.record.status for outcome in outcomes} == {"complete"}
    lines = (out / "records.jsonl").read_bytes().decode().rstrip("\n").split("\n")
    assert [json.loads(line)["document"]["name"] for line in lines] == [f"sub/lease{n}.txt" for n in range(3)]
    for number in range(3):
        stored = json.loads((out / "sub" / f"lease{number}.txt.json").read_text())
        text = (out / "sub" / f"lease{number}.txt.txt").read_text()
        assert stored["clauses"]
        assert all(text[clause["start"] : clause["end"]] == clause["quote"] for clause in stored["clauses"])
    assert not list(out.rglob("*.tmp"))


def test_a_second_run_asks_nothing_and_a_changed_file_alone_is_asked_again(tmp_path: Path) -> None:
    source, out = folder(tmp_path), tmp_path / "out"
    run(source, out)
    assert all(outcome.resumed for outcome in run(source, out))
    (source / "sub" / "lease1.txt").write_text(LEASE.replace("12,000.00", "13,000.00"))
    again = {outcome.name: outcome.resumed for outcome in run(source, out)}
    assert again == {"sub/lease0.txt": True, "sub/lease1.txt": False, "sub/lease2.txt": True}


def test_a_record_that_was_tampered_with_is_made_again(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 1), tmp_path / "out"
    run(source, out)
    stored = out / "sub" / "lease0.txt.json"
    whole = stored.read_bytes()
    stored.write_bytes(whole.replace(b"complete", b"failed"))
    assert [outcome.resumed for outcome in run(source, out)] == [False]
    assert requests_paid(out) == 1


def test_identical_files_share_the_work_but_not_the_record(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (source / name).write_text(LEASE)
    outcomes = run(source, out)
    assert sorted(outcome.record.document.name for outcome in outcomes) == ["a.txt", "b.txt", "c.txt"]
    assert requests_paid(out) == 1
    assert sorted(outcome.record.usage.requests for outcome in outcomes) == [0, 0, 1]


def test_bad_files_fail_by_name_and_the_others_are_done(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 1), tmp_path / "out"
    (source / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (source / "empty.docx").write_bytes(b"")
    records = {outcome.name: outcome.record for outcome in run(source, out)}
    assert records["sub/lease0.txt"].status == "complete"
    for name in ("broken.pdf", "empty.docx"):
        assert records[name].status == "failed"
        assert records[name].reason is not None
        assert json.loads((out / f"{name}.json").read_text())["reason"]["message"]


def test_kill_nine_loses_only_what_was_in_flight(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 12), tmp_path / "out"
    with serving() as url:
        command = [
            sys.executable,
            "-m",
            "pipeline",
            "extract",
            str(source),
            "-o",
            str(out),
            "--base-url",
            url,
            "--jobs",
            "1",
        ]
        victim = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert victim.stderr is not None
        while "[4/" not in victim.stderr.readline():
            pass
        os.kill(victim.pid, signal.SIGKILL)
        victim.communicate()
        done_before = len(list(out.rglob("*.txt.json")))
        assert 4 <= done_before < 12
        outcomes = run(source, out, base_url=url)
    assert len(outcomes) == 12
    assert sum(outcome.resumed for outcome in outcomes) >= 4
    assert sum(outcome.record.usage.requests for outcome in outcomes) <= 13
    assert requests_paid(out) == 12
    lines = (out / "records.jsonl").read_bytes().count(b"\n")
    assert lines == 12


def test_an_empty_balance_stops_the_run_and_a_filled_one_continues_it(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 4), tmp_path / "out"
    done: list[Outcome] = []
    with serving("--balance", "6000") as url, pytest.raises(StopRun) as stopped:
        order = Order(Settings(base_url=url, jobs=1))
        with Extraction([source], out, order) as extraction:
            done.extend(extraction.outcomes())
    assert stopped.value.exit_code == 4
    paid = requests_paid(out)
    assert 0 < paid < 4
    with serving() as url:
        rest = run(source, out, base_url=url)
    assert len(rest) == 4
    assert {outcome.record.status for outcome in rest} == {"complete"}


def test_an_endpoint_that_dies_midway_stops_the_run(tmp_path: Path) -> None:
    # So many that the server cannot have answered them all when it ends.
    source, out = folder(tmp_path, 80), tmp_path / "out"
    with serving() as url:
        order = Order(Settings(base_url=url, jobs=1, request_deadline_seconds=2.0))
        extraction = Extraction([source], out, order)
    started = time.monotonic()
    with extraction, pytest.raises(StopRun):
        list(extraction.outcomes())
    assert time.monotonic() - started < 60


def test_every_failure_of_the_server_is_ridden_out(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 3), tmp_path / "out"
    with serving("--fail", "503:1") as url:
        outcomes = run(source, out, base_url=url)
    assert {outcome.record.status for outcome in outcomes} == {"complete"}


def test_the_library_starts_at_once_and_iterates_records(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 2), tmp_path / "out"
    records = list(pipeline.extract_folder(source, out, endpoint="embedded", types=["term", "price_payment"]))
    assert sorted(record.document.name for record in records) == ["sub/lease0.txt", "sub/lease1.txt"]
    assert all(set(record.findings) == {"term", "price_payment", "other"} for record in records)
    assert {record.status for record in records} == {"complete"}


ODD_NAMES = [
    "a\nb.txt",
    "\udcff\udc80.txt",
    "[red].txt",
    "-o.txt",
    "\x1b[31mred.txt",
    "契" * 80 + ".txt",
    "records.jsonl.txt",
]


def test_names_of_every_kind_have_their_records(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for number, name in enumerate(ODD_NAMES):
        (source / name).write_text(LEASE.replace("滨河路18号", f"滨河路{number + 1}号"))
    assert [outcome.record.status for outcome in run(source, out)] == ["complete"] * len(ODD_NAMES)
    assert (out / "records.jsonl").read_bytes().decode().count("\n") == len(ODD_NAMES)
    again = run(source, out)
    assert all(outcome.resumed for outcome in again)
    lines = [told(outcome) for outcome in again]
    assert all("\n" not in line and "\x1b" not in line for line in lines)


def test_a_pipe_and_a_file_that_went_away_fail_by_name(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 1), tmp_path / "out"
    os.mkfifo(source / "pipe.txt")
    gone = source / "gone.txt"
    gone.write_text(LEASE)
    with Extraction(
        [source / "sub", source / "pipe.txt", gone], out, Order(Settings(endpoint="embedded"))
    ) as extraction:
        gone.unlink()
        records = {outcome.name: outcome.record for outcome in extraction.outcomes()}
    assert records["pipe.txt"].status == "failed"
    assert records["sub/lease0.txt"].status == "complete"


def test_an_output_folder_that_goes_away_stops_the_run_and_a_resume_continues(tmp_path: Path) -> None:
    source, out = folder(tmp_path, 3), tmp_path / "out"
    with Extraction([source], out, Order(Settings(endpoint="embedded", jobs=1))) as extraction:
        (out / "sub").write_text("a file where the folder of the records should be")
        with pytest.raises(StopRun) as stopped:
            list(extraction.outcomes())
    assert (stopped.value.exit_code, stopped.value.code) == (4, "output_unwritable")
    (out / "sub").unlink()
    rest = run(source, out)
    assert {outcome.record.status for outcome in rest} == {"complete"}
    assert requests_paid(out) == 3


def test_our_own_rules_behind_a_url_are_told_from_a_model(tmp_path: Path) -> None:
    with serving() as url:
        outcome = run(folder(tmp_path, 1), tmp_path / "out", base_url=url)[0]
    assert outcome.record.engine == "rules"
    assert outcome.record.model == "rules only"
    assert "absent" not in outcome.record.findings.values()
