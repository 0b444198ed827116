import sqlite3
from pathlib import Path

import pytest

from pipeline.batch.journal import Done, Journal
from pipeline.errors import SetupError, StopRun


def test_what_was_put_is_there_after_a_reopening(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal.db")
    journal.put("reply", "k", "回答")
    journal.finish("a.pdf", Done("key", "complete", "0" * 64))
    journal.close()
    journal = Journal.open(tmp_path / "journal.db")
    assert journal.get("reply", "k") == "回答"
    assert journal.get("plan", "k") is None
    assert journal.done("a.pdf") == Done("key", "complete", "0" * 64)
    assert journal.names() == ["a.pdf"]
    journal.close()


def test_a_second_run_into_the_same_folder_is_turned_away(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal.db")
    with pytest.raises(SetupError, match="in use by another run"):
        Journal.open(tmp_path / "journal.db")
    journal.close()
    Journal.open(tmp_path / "journal.db").close()


def test_a_damaged_or_foreign_journal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "damaged.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(SetupError, match="damaged"):
        Journal.open(tmp_path / "damaged.db")
    foreign = sqlite3.connect(tmp_path / "later.db")
    foreign.execute("PRAGMA user_version=99")
    foreign.close()
    with pytest.raises(SetupError, match="format 99"):
        Journal.open(tmp_path / "later.db")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be written"):
        Journal.open(tmp_path / "file" / "journal.db")


def test_a_journal_that_was_taken_away_stops_the_run(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "out" / "journal.db")
    journal.put("reply", "k", "回答")
    (tmp_path / "out").rename(tmp_path / "away")
    Journal.open(tmp_path / "out" / "journal.db").close()
    with pytest.raises(StopRun, match=r"journal\.db: No such file"):
        journal.put("reply", "l", "回答")
    journal.close()


def test_forgetting_asks_again_but_keeps_the_books(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal.db")
    journal.put("reply", "k", "v")
    journal.spend("a.pdf", "{}")
    journal.forget()
    assert journal.get("reply", "k") is None
    assert journal.spent("a.pdf") == "{}"
    journal.close()
