"""Parts whose outermost element is any other than it should be."""

from __future__ import annotations

import pytest

from tests.loaders.docx_file_maker import NAMESPACES, make, paragraph, read

BY = 'w:id="1" w:author="甲" w:date="2026-01-05T09:00:00Z"'


@pytest.mark.parametrize("name", ["ins", "del", "rPr", "tab", "commentReference", "r", "tbl"])
def test_a_part_may_begin_with_anything(name: str) -> None:
    inner = f"<w:{name} {NAMESPACES} {BY}><w:ins {BY}><w:r><w:tab/></w:r></w:ins></w:{name}>"
    data = make(
        paragraph("文") + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>',
        members={"word/header1.xml": inner.encode()},
        margins={"header1": ""},
    )
    assert read(data).text == "文"
