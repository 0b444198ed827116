"""What one pass over a part knows of a paragraph is what is read of it element by element."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.saved import to_json
from tests.loaders.docx_file_maker import NAMESPACES, level, make, numbering, paragraph, read, row, table, tc, text

BY = 'w:id="1" w:author="甲" w:date="2026-01-05T09:00:00Z"'
# A frame changes nothing that is read, but its paragraph is read element by element.
FRAME = "<w:framePr/>"
CONTENT = st.sampled_from(
    [
        text("甲方"),
        text(" 乙 ", "<w:b/>"),
        text("隐", "<w:vanish/>"),
        "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r>",
        '<w:r><w:rPr><w:rStyle w:val="x"/></w:rPr><w:commentReference w:id="3"/></w:r>',
        "<w:r><w:rPr><w:ins " + BY + "/></w:rPr><w:t>四</w:t></w:r>",
        f"<w:hyperlink><w:ins {BY}>{text('五')}</w:ins></w:hyperlink>",
    ]
)
DELETED = st.sampled_from(
    [
        "<w:r><w:delText>旧</w:delText></w:r>",
        "<w:r><w:delText>旧</w:delText><w:tab/><w:br/></w:r>",
        text("旧文"),
        f"<w:ins {BY}>{text('旧入')}</w:ins>",
        '<w:r><w:commentReference w:id="3"/></w:r>',
        "<w:sdt><w:sdtContent><w:r><w:tab/></w:r></w:sdtContent></w:sdt>",
    ]
)
DELETION = st.lists(DELETED, max_size=2).map(lambda runs: f"<w:del {BY}>{''.join(runs)}</w:del>")
INSERTION = st.lists(CONTENT | DELETION, max_size=3).map(lambda runs: f"<w:ins {BY}>{''.join(runs)}</w:ins>")
MARK = st.sampled_from(
    [
        "",
        f"<w:rPr><w:ins {BY}/><w:rFonts w:ascii='宋体'/></w:rPr>",
        f'<w:rPr><w:ins {BY}/><w:sz w:val="24"/></w:rPr>',
        f"<w:rPr><w:ins {BY}/><w:del {BY}/></w:rPr>",
        f"<w:rPr><w:moveTo {BY}/><w:b/></w:rPr>",
        f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>",
        f"<w:pPrChange {BY}><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:jc w:val='left'/></w:pPr></w:pPrChange>",
    ]
)
PROPERTIES = st.sampled_from(["", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '<w:jc w:val="left"/>'])
PARAGRAPHS = st.builds(
    lambda properties, mark, content: paragraph("".join(content) or "<w:r/>", properties + mark),
    PROPERTIES,
    MARK,
    st.lists(CONTENT | INSERTION | DELETION, max_size=4),
)
TABLES = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(
    lambda cells: table(row(*map(tc, cells)).replace("<w:tr>", f"<w:tr><w:trPr><w:ins {BY}/></w:trPr>"))
)
COMMENTS = '<w:comment w:id="3" w:author="乙"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:comment>'


@settings(deadline=None, max_examples=200)
@given(st.lists(PARAGRAPHS | TABLES, min_size=1, max_size=4).map("".join))
def test_a_sketch_is_what_reading_with_care_gives(body: str) -> None:
    parts = {"numbering": numbering(level(0, "decimal", "%1.")), "comments": COMMENTS}
    body += paragraph("尾")
    quick, careful = (read(make(each, **parts)) for each in (body, body.replace("<w:pPr>", f"<w:pPr>{FRAME}")))
    assert to_json(quick) | {"sha256": ""} == to_json(careful) | {"sha256": ""}


@pytest.mark.parametrize("name", ["ins", "del", "rPr", "tab", "commentReference", "r", "tbl"])
def test_a_part_may_begin_with_anything(name: str) -> None:
    inner = f"<w:{name} {NAMESPACES} {BY}><w:ins {BY}><w:r><w:tab/></w:r></w:ins></w:{name}>"
    data = make(
        paragraph("文") + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>',
        members={"word/header1.xml": inner.encode()},
        margins={"header1": ""},
    )
    assert read(data).text == "文"
