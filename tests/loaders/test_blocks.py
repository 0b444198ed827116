"""What paragraphs are made of, however many parts a file has cut them into."""

from __future__ import annotations

import time

from pipeline.document.model import DocxPlace
from pipeline.loaders.blocks import Paragraph, generated

PLACE = DocxPlace("word/document.xml", 1)


def test_text_of_one_place_is_one_piece() -> None:
    paragraph = Paragraph(PLACE)
    for text, source in (("第一", "text"), ("条", "text"), ("☐", "generated"), ("一", "generated"), ("款", "text")):
        paragraph.append(text, source)  # type: ignore[arg-type]
    assert paragraph.pieces == [("第一条", PLACE), ("☐一", generated(PLACE)), ("款", PLACE)]
    assert paragraph.text == "第一条☐一款"


def test_a_paragraph_of_very_many_parts_takes_no_longer_than_each_of_them() -> None:
    paragraph = Paragraph(PLACE)
    began = time.process_time()
    for text in ("𠀀", *"\n" * 1_000_000):
        paragraph.append(text)
    assert time.process_time() - began < 5
    assert len(paragraph.text) == 1_000_001
