"""What a width cut is read as one: blocks, outline, passages and values of a wrapped file are those of its paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document.model import Document
from pipeline.document.unwrapped import Unwrapped, unwrapped
from pipeline.extract.job import Job
from pipeline.loaders.limits import Limits
from pipeline.loaders.text_file import load
from pipeline.normalize.mentions import mentions
from pipeline.outline.tree import build
from pipeline.schema.library import load_library
from tests.contracts import document

TEXT = """業務委託契約書

第1条（情報システムの保守及び運用に関する業務の委託）
甲は、乙に対し、別紙に定める情報システムの保守及び運用に関する業務を委託し、乙はこれを受託する。
第2条（委託料）
委託者株式会社青葉（以下「甲」という。）は、委託料として月額金800,000円を、翌月末日までに支払う。
第3条（期間）
本契約の有効期間は、2026年4月1日から2027年3月31日までとし、期間満了の3か月前までに申出がなければ更新される。"""


def cut(width: int) -> Document:
    lines = (line[at : at + width] for line in TEXT.split("\n") for at in range(0, max(len(line), 1), width))
    return load("\n".join(lines).encode(), "a.txt", "0", Limits())


@pytest.mark.parametrize("width", range(21, 27))
def test_the_paragraphs_of_a_wrapped_file_are_its_blocks_and_its_articles_are_those_of_the_whole(width: int) -> None:
    read, whole = cut(width), document(TEXT)
    paragraphs = [unwrapped(read.text[block.start : block.end]) for block in read.blocks]
    assert paragraphs == [line for line in TEXT.split("\n") if line]
    assert [place.to_json()["line"] for place in read.places(0, len(read.text))] == [
        number for number, line in enumerate(read.text.split("\n")) if line
    ]
    found, planted = build(read), build(whole)
    assert [each.section.title for each in found.articles] == [each.section.title for each in planted.articles]
    assert ["".join(read.text[each.start : each.end].split()) for each in found.articles] == [
        "".join(whole.text[each.start : each.end].split()) for each in planted.articles
    ]
    assert [each.term for each in found.definitions] == [each.term for each in planted.definitions]
    assert {id(section) for section in found.walk()} >= {id(each.section) for each in found.articles}


@pytest.mark.parametrize("width", range(21, 27))
def test_mentions_are_those_of_the_whole(width: int) -> None:
    read = cut(width)
    found, planted = (mentions(text, "ja", ()) for text in (read.text, TEXT))
    assert [each.value | {"written": ""} for each in found] == [each.value | {"written": ""} for each in planted]
    assert ["".join(read.text[each.start : each.end].split()) for each in found] == [
        TEXT[each.start : each.end] for each in planted
    ]


def test_passages_are_sent_on_one_line() -> None:
    read = cut(24)
    job = Job(read, build(read), load_library())
    block = job.block(0, len(job.passages))
    sentence = "甲は、乙に対し、別紙に定める情報システムの保守及び運用に関する業務を委託し、乙はこれを受託する。"
    assert f"|{sentence}\n" in block
    start = read.text.index("第2条")
    assert job.words(start, len(read.text)) == TEXT[TEXT.index("第2条") :]


def test_other_formats_keep_the_line_ends_that_somebody_set() -> None:
    read = replace(cut(24), format="docx")
    assert Unwrapped.of(read) is None
    assert Unwrapped.of(document(TEXT)) is None
