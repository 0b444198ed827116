"""Whether a part is written as Word writes it."""

from __future__ import annotations

import pytest

from pipeline.loaders.docx.written import is_plainly_written
from tests.loaders.docx_file_maker import NAMESPACES, paragraph

PLAIN = f"<w:document {NAMESPACES}><w:body>{paragraph('甲方！')}</w:body></w:document>"


def test_what_word_writes_is_plain() -> None:
    assert is_plainly_written(PLAIN.encode())


@pytest.mark.parametrize(
    "foreign",
    [
        PLAIN.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0="),
        PLAIN.replace("甲方", "<![CDATA[<w:rPr><w:b/></w:rPr>]]>"),
        PLAIN.replace("甲方", "<!-- 甲方 -->"),
        PLAIN.replace("<w:body>", '<w:body xmlns:w="urn:other">'),
        '<x xmlns:w="urn:other"/>',
        "",
    ],
)
def test_what_others_write_is_not(foreign: str) -> None:
    assert not is_plainly_written(foreign.encode())
