from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from tests.loaders.pdf_samples import Paper, deflated, load, one_page, stream, wrap
from tests.pdf_objects import write_file

HELLO = b"BT /F1 12 Tf 72 720 Td (Article 1 Hello) Tj ET"
QUICK = Limits(seconds=3.0)


def fan_out(depth: int) -> bytes:
    """A page that draws a form ten times, which draws a form ten times, …"""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"/X Do " * 10),
    ]
    for level in range(depth):
        inner = b"/XObject<</X %d 0 R>>" % (7 + level) if level + 1 < depth else b"/Font<</F1 4 0 R>>"
        content = b"/X Do " * 10 if level + 1 < depth else HELLO
        objects.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<%s>>" % inner))
    return write_file(objects)


HOSTILE = {
    "spaces that unpack for ever": one_page(
        deflated(deflated(b" " * (1 << 28))), entries=b"/Filter[/FlateDecode/FlateDecode]"
    ),
    "a million glyphs": one_page(
        deflated(b"BT /F1 12 Tf 72 720 Td " + b"(AAAAAAAAAA) Tj " * 150_000 + b"ET"), entries=b"/Filter/FlateDecode"
    ),
    "forms in forms": fan_out(20),
    "pages that hold themselves": write_file(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1000000>>"]
    ),
    "no pages": write_file([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
    "a deep array": write_file([b"[" * 100_000]),
    "noise": b"%PDF-1.4\n" + bytes(range(256)) * 300,
    "nothing but a header": b"%PDF-1.4\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_clear_error_in_time(name: str) -> None:
    start = time.monotonic()
    with pytest.raises(DocumentError) as failure:
        load(HOSTILE[name], QUICK)
    assert time.monotonic() - start < QUICK.seconds
    assert failure.value.line().startswith("contract.pdf")


def test_too_many_pages_and_characters_are_refused() -> None:
    three = Paper().lines(wrap("本合同")).page().lines(wrap("第二页")).page().lines(wrap("第三页")).save()
    for limits in (replace(QUICK, pages=2), replace(QUICK, characters=5)):
        with pytest.raises(DocumentError) as failure:
            load(three, limits)
        assert failure.value.code == "too_large"


def test_a_file_that_lost_its_end_is_read() -> None:
    whole = one_page(HELLO)
    cut = whole[: whole.rindex(b"trailer")]
    assert load(cut).text == load(whole).text == "Article 1 Hello"


def test_threads_read_side_by_side() -> None:
    data = one_page(HELLO)
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: load(data).text, range(6)))
    assert texts == ["Article 1 Hello"] * 6
