"""The samples give the records that stand in samples/expected; `make expected` writes them again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from expect import contracts, records

from tests.conftest import SAMPLES

NAMES = [path.name for path in contracts()]


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, Any]]:
    return records()


def test_there_are_three_contracts_and_more_of_each_language_in_both_formats(made: dict[str, dict[str, Any]]) -> None:
    languages = [record["document"]["language"][:2] for record in made.values()]
    assert all(languages.count(language) >= 3 for language in ("zh", "ja", "ko"))
    assert {name.rpartition(".")[2] for name in NAMES} == {"pdf", "docx"}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_expected_record(name: str, made: dict[str, dict[str, Any]]) -> None:
    expected = json.loads((SAMPLES / "expected" / f"{name}.json").read_text("utf-8"))
    record = json.loads(json.dumps(made[name]))
    assert set(record) == set(expected)
    for field in expected:
        assert record[field] == expected[field], field


@pytest.mark.parametrize("name", NAMES)
def test_an_expected_record_is_complete_and_proved(name: str) -> None:
    record = json.loads((SAMPLES / "expected" / f"{name}.json").read_text("utf-8"))
    assert record["status"] == "complete"
    assert record["clauses"]
    assert {clause["grade"] for clause in record["clauses"]} <= {"exact", "folded", "stitched"}
    assert {stretch["outcome"] for stretch in record["coverage"]} == {"answered"}


def test_the_records_of_the_samples_are_proved_again_with_their_originals(tmp_path: Path) -> None:
    from pipeline.cli.command_line import main

    out = tmp_path / "out"
    assert main(["extract", *map(str, contracts()), "-o", str(out), "--endpoint", "embedded"]) == 0
    assert main(["verify", str(out), str(SAMPLES)]) == 0
