"""`verify` and `evaluate` as the command line calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pipeline
from pipeline.cli.command_line import main
from tests.contracts import LEASE


@pytest.fixture(scope="module")
def lease(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("proofs")
    (root / "in").mkdir()
    (root / "in" / "lease.txt").write_text(LEASE)
    list(pipeline.extract_folder(root / "in", root / "out", endpoint="embedded"))
    return root


def test_verify_whole_and_tampered(lease: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(lease / "out"), str(lease / "in")]) == 0
    assert "1 records" in capfd.readouterr().out
    for name in ("lease.txt.json", "lease.txt.txt"):
        (tmp_path / name).write_bytes((lease / "out" / name).read_bytes().replace(b"12000.00", b"12000.01"))
    assert main(["verify", str(tmp_path)]) == 1
    first = capfd.readouterr().out.split("\n")[0]
    assert first.startswith("lease.txt.json#/clauses/2/values/")
    assert main(["verify", str(tmp_path), "--json", "--lang", "ja"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert told["errors"] == sum(finding["severity"] == "error" for finding in told["findings"]) > 0
    assert told["findings"][0]["pointer"].startswith("/clauses/2/values/")
    assert "計算し直す" in told["findings"][0]["message"]


def test_verify_refuses_what_is_not_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "nowhere")]) == 2
    assert main(["verify", str(tmp_path)]) == 2
    assert capfd.readouterr().out == ""


def test_evaluate_tells_and_exits(lease: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gold = {"clauses": [{"number": str(number + 1), "type": kind} for number, kind in enumerate(KINDS)]}
    (tmp_path / "lease.txt.json").write_text(json.dumps(gold))
    assert main(["evaluate", str(lease / "out"), str(tmp_path), "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["articles"]["recall"] == 1.0
    assert told["with_other"]["by_type"]["confidentiality"]["f1"] == 1.0
    (tmp_path / "other.txt.json").write_text(json.dumps(gold))
    assert main(["evaluate", str(lease / "out"), str(tmp_path)]) == 1
    assert "no record for other.txt" in capfd.readouterr().out
    (tmp_path / "other.txt.json").write_text("{")
    assert main(["evaluate", str(lease / "out"), str(tmp_path)]) == 3


KINDS = (
    "subject_matter",
    "term",
    "price_payment",
    "confidentiality",
    "liquidated_damages",
    "dispute_resolution",
    "governing_law",
)
