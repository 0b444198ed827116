"""The library's surface, by the names of the design."""

from __future__ import annotations

import inspect
from importlib import resources
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import DocumentError
from tests.contracts import LEASE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lease.txt"
    path.write_text(LEASE)
    return path


def test_a_document_from_file_to_plan(path: Path) -> None:
    document = pipeline.load(path)
    assert document.text == LEASE
    assert document.blocks
    assert document.places(0, 5)[0].to_json()["line"] == 0
    outline = pipeline.outline(document)
    assert [section.number for section in outline.sections] == list("1234567")
    plan = pipeline.plan(document, types=["term"])
    assert plan.prompt_tokens > 0
    assert plan.cost is None
    assert plan.windows[0].start == 0


def test_one_document_to_a_record(path: Path) -> None:
    record = pipeline.extract(path, endpoint="embedded")
    assert record.status == "complete"
    assert record["clauses"][0]["quote"] == LEASE[record.clauses[0].start : record.clauses[0].end]


def test_a_file_that_cannot_be_read_raises_from_load_and_fails_in_extract(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(DocumentError, match=r"broken\.pdf"):
        pipeline.load(broken)
    assert pipeline.extract(broken, endpoint="embedded").status == "failed"


def test_ground_takes_a_text_or_a_document(path: Path) -> None:
    for source in (LEASE, pipeline.load(path)):
        proof = pipeline.ground(source, "月租金为人民币 壹万贰仟元整")
        assert (proof.grade, proof.folds) == ("folded", ("space",))
        assert proof.start == LEASE.index("月租金")


def test_normalize_says_what_the_words_say_or_refuses() -> None:
    assert pipeline.normalize("money", "人民币壹佰贰拾捌万元整", "zh-Hans")["amount"] == "1280000.00"
    assert pipeline.normalize("date", "令和8年4月1日", "ja")["iso"] == "2026-04-01"
    assert pipeline.normalize("rate", "1,000분의 1.5", "ko")["rate"] == "0.0015"
    with pytest.raises(ValueError, match=r"."):
        pipeline.normalize("date", "2026年2月30日", "zh-Hans")


def test_rooms_stay_rooms() -> None:
    import pipeline.extract.ground

    assert pipeline.extract.ground.ground is not pipeline.ground
    assert callable(pipeline.extract)
    with pytest.raises(AttributeError):
        pipeline.nothing  # noqa: B018


def test_what_is_public_tells_type_checkers_and_readers_its_arguments() -> None:
    arguments = {name: list(inspect.signature(getattr(pipeline, name)).parameters) for name in pipeline.__all__}
    assert arguments["outline"] == ["document"]
    assert arguments["normalize"] == ["kind", "text", "language"]
    assert [names[0] for names in arguments.values()] == [
        "path",
        "folder",
        "source",
        "path",
        "kind",
        "document",
        "document",
    ]
    assert resources.files(pipeline).joinpath("py.typed").is_file()
