"""The table of what words call a value: whole, and no label true of nothing."""

from __future__ import annotations

import inspect
import json
from importlib import resources
from typing import Any

import pytest

from pipeline.extract import labelled
from pipeline.extract.label import label

LABELS: dict[str, Any] = json.loads((resources.files("pipeline.extract") / "labels.json").read_text("utf-8"))


def test_every_label_of_the_table_is_used() -> None:
    source = inspect.getsource(labelled)
    assert [name for name in LABELS if f'"{name}"' not in source] == []


@pytest.mark.parametrize("name", LABELS)
def test_a_label_says_something_in_a_language_that_is_read(name: str) -> None:
    ways = LABELS[name]["ways"]
    assert ways and all(set(way) <= {"not_behind", "zh", "ja", "ko", "en"} for way in ways)
    assert label(name).fullmatch("") is None and label(name).fullmatch("。\n") is None


def test_words_may_be_spaced_by_any_white_space_or_none() -> None:
    for written in ("계약체결일자: ", "계약 체결 일자 : ", "계약　체결일자："):
        assert label("signing_date").search(written)


@pytest.mark.parametrize("another", ["原合同签订日期：", "기존계약체결일: ", "主合同签订时间为"])
def test_words_behind_which_a_label_does_not_count(another: str) -> None:
    assert label("signing_date").search(another) is None
    assert label("signing_date").search(another.replace("原合同", "").replace("主合同", "").replace("기존계약", "계약"))
