"""Cutting a part short changes nothing that is read: against the same file written so that nothing can be cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.saved import to_json
from pipeline.loaders.docx.trim import trimmed
from tests.loaders.docx_file_maker import NAMESPACES, make, paragraph, read, row, table, tc, text

RUN = (
    "<w:b/>",
    '<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hint="eastAsia"/>',
    '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>',
    '<w:color w:val="000000" w:themeColor="text1"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:sz w:val="24"/><w:szCs w:val="24"/>',
    '<w:sz w:val="3"/>',
    '<w:highlight w:val="yellow"/>',
    '<w:shd w:val="clear" w:color="auto" w:fill="000080"/>',
    '<w:rStyle w:val="Hide"/>',
    '<w:rStyle w:val="Plain"/>',
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>',
    "<w:vanish/>",
    "<w:strike/>",
    '<w:strike w:val="false"/><w:dstrike w:val="0"/>',
    '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="tx1"/></w14:solidFill></w14:textFill>',
    '<w:vanish w:val="0"/>',
    '<w:w w:val="5"/>',
    '<w:rPrChange w:id="1" w:author="A"><w:rPr><w:b/></w:rPr></w:rPrChange>',
)
PARAGRAPH = (
    '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="480"/>',
    '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>',
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    '<w:outlineLvl w:val="1"/>',
    '<w:shd w:val="clear" w:fill="000080"/>',
    '<w:pStyle w:val="HideAll"/>',
    '<w:jc w:val="both"/>',
    '<w:pPrChange w:id="1" w:author="A"><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>',
)
MARK = ("", '<w:rPr><w:rFonts w:ascii="宋体"/></w:rPr>', '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>')
CELL = ('<w:tcW w:w="100" w:type="dxa"/><w:vAlign w:val="center"/>', '<w:gridSpan w:val="2"/>', "<w:vMerge/>")
STYLES = (
    '<w:style w:type="character" w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="HideAll"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="1"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
WORDS = st.sampled_from(["甲方", " 乙 ", "þ", "第一条", "\uf0fe"])
RUNS = st.builds(text, WORDS, st.lists(st.sampled_from(RUN), max_size=3).map("".join))
PARAGRAPHS = st.builds(
    lambda content, properties, mark: paragraph(content, "".join(properties) + mark),
    st.lists(RUNS, max_size=4).map("".join),
    st.lists(st.sampled_from(PARAGRAPH), max_size=2, unique=True),
    st.sampled_from(MARK),
)
TABLES = st.lists(st.builds(tc, PARAGRAPHS, st.sampled_from(CELL)), min_size=1, max_size=3).map(
    lambda cells: table(row(*cells))
)
BODIES = st.lists(st.one_of(PARAGRAPHS, TABLES), min_size=1, max_size=5).map("".join)


@settings(deadline=None, max_examples=50)
@given(BODIES, st.booleans())
def test_whole_and_trimmed_parts_read_the_same(body: str, hiding: bool) -> None:
    body += paragraph("尾")
    styles = STYLES if hiding else ""
    whole = make("<!-- keeps all of it -->" + body, styles=styles, numbering=NUMBERS)
    short = to_json(read(make(body, styles=styles, numbering=NUMBERS))) | {"sha256": ""}
    assert short == to_json(read(whole)) | {"sha256": ""}


def part(body: str) -> bytes:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def test_what_word_writes_around_plain_text_is_gone() -> None:
    heavy = "".join(
        paragraph(text("甲", "".join(RUN[index] for index in (0, 1, 3, 5, 7, 11))), PARAGRAPH[0]) for _ in "12"
    )
    assert trimmed(part(heavy), styles_hide=False).count(b"rPr") == 0
    assert trimmed(part(heavy), styles_hide=True).count(b"<w:rPr>") == 2


def test_a_space_before_the_slash_is_no_reason_to_keep_properties() -> None:
    spaced = part("<w:p><w:r><w:rPr><w:bCs /><w:b /></w:rPr><w:t>甲</w:t></w:r></w:p>")
    assert trimmed(spaced, styles_hide=False) == part("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")


def test_a_hidden_run_never_takes_the_next_one_in() -> None:
    hidden, shown = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "<w:r><w:t>明</w:t></w:r>"
    assert read(make(f"<w:p>{hidden}{shown}</w:p>")).text == "明"
