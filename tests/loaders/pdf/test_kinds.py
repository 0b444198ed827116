"""Every kind of file that `make bench` measures is read as its maker knows it: one language of each, unseen words."""

from __future__ import annotations

import random

import pytest

from pipeline.document.model import Document, PdfPlace
from pipeline.errors import DocumentError
from tests.bench.loading import damage, glyphs, ink, margins, orders, tables
from tests.bench.loading.press import SIZE
from tests.bench.loading.sample import Maker, Quote, Sample, plain
from tests.loaders.pdf_samples import load

ROOMS = (orders, ink, margins, tables, glyphs, damage)
CASES = [(maker, languages[0]) for room in ROOMS for maker, languages in room.KINDS]
SEED = 29


def read(sample: Sample) -> Document:
    return load(sample.data)


@pytest.mark.parametrize(("maker", "language"), CASES, ids=str)
def test_a_kind_is_read_as_it_is_seen(maker: Maker, language: str) -> None:
    sample = maker(random.Random(SEED), language)
    if not sample.texts[0]:
        with pytest.raises(DocumentError):
            read(sample)
        return
    document = read(sample)
    text = plain(document.text)
    assert text in [plain(each) for each in sample.texts]
    assert {plain(line) for line in document.text.split("\n")} >= {plain(each) for each in sample.headings}
    assert document.unread_pages == sample.unread
    assert not any(plain(each) in text for each in (*sample.unseen, *sample.margins))
    for quote in sample.quotes:
        assert_placed(document, quote)


def assert_placed(document: Document, quote: Quote) -> None:
    """The rectangles of a quote hold the middle of each of its characters."""
    start = document.text.find(quote.text)
    if start < 0:  # it stands over a line break or in other letters; the text was compared as a whole
        return
    places = [place for place in document.places(start, start + len(quote.text)) if isinstance(place, PdfPlace)]
    area = sum((place.box[2] - place.box[0]) * (place.box[3] - place.box[1]) for place in places)
    assert area < 4 * len(quote.spots) * SIZE**2
    for page, x, y in quote.spots:
        assert any(
            place.page == page
            and place.box[0] - 1.5 <= x <= place.box[2] + 1.5
            and place.box[1] - 1.5 <= y <= place.box[3] + 1.5
            for place in places
        )
