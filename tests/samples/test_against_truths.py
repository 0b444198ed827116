"""What the samples' own sources say of them: every article, every annex and every party, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.document.model import Document
from pipeline.loaders.registry import load
from pipeline.outline.section import Outline
from pipeline.outline.tree import build
from tests.conftest import SAMPLES

TRUTHS: dict[str, dict[str, Any]] = json.loads((SAMPLES / "truths.json").read_text("utf-8"))
NAMES = [name for name in TRUTHS if not name.startswith("scans/")]
# Roles that the source knows and the contract itself never says beside a name.
UNSAID = {
    "ko-distribution.docx": {"갑", "을"},
    "業務委託契約書.docx": {"甲", "乙"},
}


@pytest.fixture(scope="module", params=NAMES)
def sample(request: pytest.FixtureRequest) -> tuple[str, Document, Outline]:
    document = load(SAMPLES / request.param)
    return request.param, document, build(document)


def test_every_article_and_no_other(sample: tuple[str, Document, Outline]) -> None:
    name, _, outline = sample
    units = [article.section for article in outline.articles if article.section.kind == "article"]
    found = [(unit.label, unit.number, unit.title) for unit in units]
    assert found == [(each["label"], each["number"], each["title"]) for each in TRUTHS[name]["articles"]]


def test_every_annex_and_no_other(sample: tuple[str, Document, Outline]) -> None:
    name, _, outline = sample
    found = [(root.label, root.number, root.title) for root in outline.sections if root.kind == "annex"]
    truth = [(each["label"].strip("[]"), each["number"], each["title"]) for each in TRUTHS[name]["annexes"]]
    assert found == truth


def test_articles_stand_in_their_chapter_and_annex(sample: tuple[str, Document, Outline]) -> None:
    name, _, outline = sample
    holders = [article.path[:-1] for article in outline.articles if article.section.kind == "article"]
    truth = [tuple(filter(None, (each["annex"], each["chapter"]))) for each in TRUTHS[name]["articles"]]
    assert holders == truth


def test_every_party_and_no_other(sample: tuple[str, Document, Outline]) -> None:
    name, _, outline = sample
    found = [(each.meaning, each.role, each.term) for each in outline.definitions if each.kind == "party"]
    unsaid = UNSAID.get(name, set())
    truth = [
        (each["name"], None if each["alias"] in unsaid else each["role"] or None, each["alias"])
        for each in TRUTHS[name]["parties"]
    ]
    assert found == truth


def test_units_begin_with_their_number_or_title_and_end_with_ink(sample: tuple[str, Document, Outline]) -> None:
    _, document, outline = sample
    for article in outline.articles:
        text = document.text[article.start : article.end]
        assert text == text.strip()
        assert article.section.label in text.split("\n")[0] + text.split("\n")[min(1, text.count("\n"))]
