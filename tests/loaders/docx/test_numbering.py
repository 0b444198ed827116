"""Planted truths: every number that Word would show, and where a loader gives a wrong one."""

from __future__ import annotations

import io
import zipfile
from time import process_time

from tests.loaders.docx_file_maker import level, lines, make, numbered, numbering, pack, paragraph, read, styled, text

CHAPTERS = (
    level(0, "chineseCountingThousand", "第%1章"),
    level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCounting", "（%3）", '<w:suff w:val="nothing"/>'),
    level(3, "decimal", "%1.%2.%4", "<w:isLgl/>"),
)


def test_articles_count_through_chapters_and_clauses_restart() -> None:
    body = [
        numbered("总则", level=0),
        numbered("目的", level=1),
        numbered("甲", level=2),
        numbered("乙", level=2),
        numbered("范围", level=1),
        numbered("丙", level=2),
        numbered("价款", level=0),
        numbered("金额", level=1),
        numbered("丁", level=3),
    ]
    assert lines("".join(body), numbering=numbering(*CHAPTERS)) == [
        "第一章 总则",
        "第一条 目的",
        "（一）甲",
        "（二）乙",
        "第二条 范围",
        "（一）丙",
        "第二章 价款",
        "第三条 金额",
        "2.3.1 丁",
    ]


def test_japanese_and_korean_contracts() -> None:
    japanese = numbering(
        level(0, "decimalFullWidth", "第%1条", '<w:suff w:val="nothing"/>'),
        level(1, "decimalFullWidth", "%2", '<w:suff w:val="space"/>'),
        level(2, "irohaFullWidth", "(%3)"),
    )
    body = numbered("（目的）") + numbered("甲は", level=1) + numbered("物品", level=2) + numbered("（期間）")
    assert lines(body, numbering=japanese) == ["第１条（目的）", "１ 甲は", "(イ) 物品", "第２条（期間）"]
    korean = numbering(
        level(0, "decimal", "제%1조"), level(1, "decimalEnclosedCircle", "%2"), level(2, "ganada", "%3.")
    )
    body = numbered("(목적)") + numbered("갑은", level=1) + numbered("물품", level=2) + numbered("(기간)")
    assert lines(body, numbering=korean) == ["제1조 (목적)", "① 갑은", "가. 물품", "제2조 (기간)"]


def test_multilevel_decimals_and_a_skipped_level() -> None:
    levels = [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")]
    body = numbered("a") + numbered("b", level=2) + numbered("c", level=1) + numbered("d") + numbered("e", level=1)
    assert lines(body, numbering=numbering(*levels)) == ["1. a", "1.1.1 b", "1.2 c", "2. d", "2.1 e"]


def test_restart_only_after_the_named_level() -> None:
    levels = [
        level(0, "decimal", "%1"),
        level(1, "decimal", "%2"),
        level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>'),
    ]
    body = "".join(numbered("x", level=index) for index in (0, 1, 2, 1, 2, 0, 1, 2))
    shown = [line.split()[0] for line in lines(body, numbering=numbering(*levels))]
    assert shown == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_instances_of_one_list_count_on_and_an_override_starts_anew() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperLetter', '[%1]')}</w:lvlOverride></w:num>"
    )
    definition = numbering(level(0, "decimal", "%1)"), nums=nums)
    body = "".join(numbered("x", num_id) for num_id in (1, 1, 2, 3, 3, 1, 4))
    assert lines(body, numbering=definition) == ["1) x", "2) x", "3) x", "5) x", "6) x", "7) x", "[H] x"]


def test_an_override_that_is_the_first_to_be_used_starts_once() -> None:
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    nums += '</w:lvlOverride><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    definition = numbering(level(0, "chineseCountingThousand", "第%1条"), level(1, "decimal", "%2."), nums=nums)
    body = "".join(numbered("x", level=index) for index in (0, 0, 1, 1, 0, 1))
    assert lines(body, numbering=definition) == ["第一条 x", "第二条 x", "3. x", "4. x", "第三条 x", "3. x"]


def test_a_list_of_a_style_that_is_not_there() -> None:
    definition = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{level(0, "decimal", "%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert lines(numbered("x") + numbered("y"), numbering=definition) == ["1) x", "2) y"]


def test_number_from_a_style_and_from_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="D"><w:basedOn w:val="A"/><w:pPr><w:numPr>'
        '<w:numId w:val="0"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="E"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = [
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1-%2"),
        level(2, "decimal", "%3!", '<w:pStyle w:val="E"/>'),
    ]
    body = "".join(styled(style.lower(), style) for style in "ABCDE")
    body += paragraph("f", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>') + styled("g", "A")
    document = read(make(body, styles=styles, numbering=numbering(*levels)))
    assert document.text.split("\n") == ["1 a", "2 b", "2-1 c", "d", "1! e", "f", "3 g"]
    assert [block.level for block in document.blocks] == [1, 1, 1, 1, None, 1, 1]


def test_numbering_style_link_is_followed_and_a_circle_ends() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    definition = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{level(0, "koreanDigital", "%1.")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="M"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    )
    body = numbered("x") + numbered("y", 2) + numbered("z", 3)
    assert lines(body, styles=styles, numbering=definition) == ["일. x", "이. y", "z"]


def test_a_chain_of_numbering_style_links_ends_soon() -> None:
    """Followed to its end from each of its lists, it costs the square of its length: a minute for this one."""
    length = 8000
    styles = "".join(
        f'<w:style w:type="numbering" w:styleId="S{index}"><w:pPr><w:numPr><w:numId w:val="{index + 1}"/></w:numPr>'
        "</w:pPr></w:style>"
        for index in range(length)
    )
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{index}"><w:numStyleLink w:val="S{index}"/></w:abstractNum>'
        f'<w:num w:numId="{index}"><w:abstractNumId w:val="{index}"/></w:num>'
        for index in range(1, length)
    )
    before = process_time()
    read = lines("".join(numbered("条", index) for index in range(1, length)), styles=styles, numbering=definitions)
    assert read == ["条"] * (length - 1)
    assert process_time() - before < 8


def test_deleted_hidden_and_undefined_paragraphs_do_not_count() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        numbered("one")
        + paragraph('<w:del w:author="A"><w:r><w:delText>out</w:delText></w:r></w:del>', number + gone)
        + numbered("two")
        + paragraph(text("hidden", "<w:vanish/>"), number + "<w:rPr><w:vanish/></w:rPr>")
        + numbered("three")
        + numbered("undefined", 9)
        + numbered("four")
    )
    shown = lines(body, numbering=numbering(level(0, "decimal", "%1.")))
    assert shown == ["1. one", "2. two", "3. three", "undefined", "4. four"]


def test_a_level_without_a_number_is_empty_inside_others() -> None:
    levels = [level(0, "bullet", "\uf0b7"), level(1, "none", ""), level(2, "decimal", "%1%2%3.")]
    body = "".join(numbered("x", level=index) for index in range(3))
    assert lines(body, numbering=numbering(*levels)) == ["• x", "x", "1. x"]


def test_text_boxes_and_notes_do_not_advance_the_list_of_the_body() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{numbered('in')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = numbered("a") + paragraph(text("b") + box, number) + numbered("c")
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."))) == ["1. a", "2. b", "1. in", "3. c"]


def test_written_out_numbers_are_marked_as_generated() -> None:
    document = read(make(numbered("目的"), numbering=numbering(level(0, "chineseCounting", "第%1条"))))
    assert document.text == "第一条 目的"
    sources = [(document.text[start:end], place.source) for start, end, place in document.pieces(0, len(document.text))]
    assert sources == [("第一条 ", "generated"), ("目的", "text")]


def test_empty_numbered_paragraph_keeps_its_number_but_not_a_bullet() -> None:
    levels = [level(0, "decimal", "第%1条"), level(1, "bullet", "•")]
    assert lines(numbered("") + numbered("", level=1) + numbered("x"), numbering=numbering(*levels)) == [
        "第1条",
        "第2条 x",
    ]


def test_custom_format_in_alternate_content() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="条%1"/></w:lvl>'
    )
    assert lines(numbered("x"), numbering=numbering(custom)) == ["条001 x"]


def test_a_hundred_and_one_articles() -> None:
    shown = lines(
        "".join(numbered("x") for _ in range(101)), numbering=numbering(level(0, "japaneseCounting", "第%1条"))
    )
    assert (shown[9], shown[99], shown[100]) == ("第十条 x", "第百条 x", "第百一条 x")


def test_lists_with_equal_levels_under_another_prefix_and_unequal_ones_count_for_themselves() -> None:
    def defined(own_id: int, label: str) -> str:
        return f'<w:abstractNum w:abstractNumId="{own_id}">{level(0, "decimal", label)}</w:abstractNum>'

    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    definitions = defined(1, "%1.") + defined(2, "%1.") + defined(3, "第%1条") + nums
    body = "".join(numbered(word, num_id) for word, num_id in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 1)))
    expected = ["1. 甲", "1. 乙", "第1条 丙", "2. 丁"]
    assert lines(body, numbering=definitions) == expected
    data = make(body, numbering=definitions)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    numbering_part = "word/numbering.xml"
    members[numbering_part] = members[numbering_part].replace(b"xmlns:w=", b"xmlns:x=").replace(b"w:", b"x:")
    assert read(pack(members)).text.split("\n") == expected


def test_a_label_that_asks_for_a_number_below_its_own_is_not_written() -> None:
    levels = numbering(level(0, "decimal", "%1.%2"), level(1, "decimal", "%1.%2"))
    assert lines(numbered("甲") + numbered("乙", level=1), numbering=levels) == ["甲", "1.1 乙"]


def test_a_bullet_is_written_as_it_stands() -> None:
    assert lines(numbered("甲"), numbering=numbering(level(0, "bullet", "%1-"))) == ["%1- 甲"]
