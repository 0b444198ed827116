"""What is read by the letter is what is read element by element."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.saved import to_json
from pipeline.loaders.docx.simple import cut_out
from tests.loaders.docx_file_maker import (
    NAMESPACES,
    level,
    lines,
    make,
    numbering,
    paragraph,
    read,
    row,
    table,
    tc,
    text,
)

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
PROPERTIES = st.sampled_from(
    [
        "",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        '<w:numPr><w:numId w:val="1" /></w:numPr><w:pStyle w:val="Head" />',
        '<w:pStyle w:val="Body"/><w:numPr><w:numId w:val="1"/></w:numPr><w:pStyle w:val="Head"/>',
        '<w:jc w:val="left"/>',
        '<w:spacing w:line="560" w:lineRule="exact"/>',
        '<w:spacing w:line="20" w:lineRule="exact"/>',
    ]
)
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
def test_simple_paragraphs_are_read_as_with_care(body: str) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Head"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    parts = {"numbering": numbering(level(0, "decimal", "%1.")), "comments": COMMENTS, "styles": styles}
    body += paragraph("尾")
    quick, careful = (read(make(each, **parts)) for each in (body, body.replace("<w:pPr>", f"<w:pPr>{FRAME}")))
    assert to_json(quick) | {"sha256": ""} == to_json(careful) | {"sha256": ""}


def part(body: str, declaration: str = "") -> bytes:
    return f"{declaration}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (run("甲方"), "甲方"),
        (run("甲") + '<w:bookmarkEnd w:id="1"/>' + run("方"), "甲方"),
        ('<w:r w:rsidR="00AB12CD"><w:t>甲</w:t><w:tab/><w:br w:type="page" /><w:t>方</w:t></w:r>', "甲\t\n方"),
        ('<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r>', " 甲 "),
        (f"<w:ins {BY}>{run('甲')}</w:ins><w:del {BY}><w:r><w:delText>乙</w:delText></w:r></w:del>{run('方')}", "甲方"),
    ],
)
def test_simple_paragraphs_are_cut_out(content: str, words: str) -> None:
    rest, simple = cut_out(
        part(f'<w:p w14:paraId="1F"><w:pPr><w:jc w:val="left"/></w:pPr>{content}</w:p>'), frozenset()
    )
    assert [text for text, _ in simple] == [words]
    assert rest == part('<w:simple w14:paraId="1F"/>')


@pytest.mark.parametrize(
    "content",
    [
        run("甲 "),
        run(" 甲"),
        run("甲&amp;乙"),
        run("甲\n乙"),
        run("甲]]>"),
        run("\ufffe"),
        run("\uf0fe"),
        run("甲\x01"),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>",
        '<w:r><w:t>甲</w:t><w:footnoteReference w:id="1"/></w:r>',
        "<w:r><w:br/></w:r>",
        f"<w:del {BY}>{run('甲')}</w:del>",
        f"<w:moveTo {BY}>{run('甲')}</w:moveTo>",
        "<w:pPr><w:sectPr/></w:pPr>" + run("甲"),
        "<w:pPr><w:framePr/></w:pPr>" + run("甲"),
        '<w:pPr><w:pStyle w:val="Hidden"/></w:pPr>' + run("甲"),
        "<w:pPr><w:pPr></w:pPr>" + run("甲"),
    ],
)
def test_all_others_stay(content: str) -> None:
    whole = part(f"<w:p>{content}</w:p>")
    assert cut_out(whole, frozenset({"Hidden"})) == (whole, [])


@pytest.mark.parametrize(
    "whole",
    [
        part(paragraph("甲").replace("<w:rPr></w:rPr>", ""), '<?xml version="1.0" encoding="GB18030"?>'),
        part(f"<w:p>{run('甲')}</w:p>").replace("甲".encode(), "甲".encode("gb18030")),
        part(f"<w:simple/><w:p>{run('甲')}</w:p>"),
    ],
)
def test_a_part_in_other_signs_stays(whole: bytes) -> None:
    assert cut_out(whole, frozenset()) == (whole, [])


def test_the_prompt_of_a_control_is_no_text() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>"
    body = f"<w:p>{run('甲方')}</w:p>{prompt.format(run('请填写'))}<w:p>{run('乙方')}</w:p>"
    assert lines(body) == ["甲方", "____", "乙方"]


def test_a_simple_paragraph_in_an_instruction_is_not_shown() -> None:
    begin, end = (f'<w:p><w:r><w:fldChar w:fldCharType="{kind}"/></w:r></w:p>' for kind in ("begin", "end"))
    assert lines(f"<w:p>{run('前')}</w:p>{begin}<w:p>{run('指令')}</w:p>{end}<w:p>{run('后')}</w:p>") == ["前", "后"]


@pytest.mark.parametrize(
    "piece", ["<w:p>", "<w:p><w:pPr>", "<w:p><w:r><w:t>甲", "<w:p><w:r>", "<w:p><w:ins>", "<w:p a='1'", '<w:p a="1"']
)
def test_broken_paragraphs_cost_no_more_than_their_length(piece: str) -> None:
    whole = part(piece * 200_000)
    assert cut_out(whole, frozenset()) == (whole, [])
