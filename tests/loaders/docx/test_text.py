"""The text in force, as a reader sees it; everything else aside, and said."""

from __future__ import annotations

import re

import pytest

from tests.loaders.docx_file_maker import lines, make, paragraph, read, row, table, text

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'


def inserted(content: str, author: str = "A") -> str:
    return f'<w:ins w:id="1" w:author="{author}">{content}</w:ins>'


def deleted(content: str, author: str = "B", kind: str = "del") -> str:
    return f'<w:{kind} w:id="2" w:author="{author}"><w:r><w:delText>{content}</w:delText></w:r></w:{kind}>'


def test_revisions_are_read_as_accepted_and_kept_aside() -> None:
    moved = deleted("移", "C", "moveFrom").replace("delText", "t")
    body = paragraph(text("违约金为") + deleted("百分之五") + inserted(text("百分之十")) + moved + text("。"))
    document = read(make(body))
    assert document.text == "违约金为百分之十。"
    assert [(aside.kind, aside.text, aside.author) for aside in document.asides] == [
        ("revision", "百分之五", "B"),
        ("revision", "移", "C"),
    ]
    (issue,) = document.issues
    assert (issue.code, issue.params["authors"], issue.params["names"]) == ("unaccepted_revisions", 3, "A, B, C")
    assert (issue.params["insertions"], issue.params["deletions"]) == (1, 2)


def test_deletion_inside_an_insertion_is_out() -> None:
    assert lines(paragraph(text("a") + inserted(text("b") + deleted("c")) + text("d"))) == ["abd"]


def test_paragraphs_with_a_deleted_mark_run_together() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    document = read(make(paragraph("甲方应当", mark) + paragraph("付款。") + paragraph("完")))
    assert document.text == "甲方应当付款。\n完"
    assert [place.paragraph for place in document.places(0, 7)] == [0, 1]


def test_style_separator_and_dropped_capital_stay_on_the_line() -> None:
    body = paragraph("第一条 定义", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + paragraph("：本合同")
    body += paragraph("第", '<w:framePr w:dropCap="drop"/>') + paragraph("二条")
    assert lines(body) == ["第一条 定义：本合同", "第二条"]


def test_deleted_table_row_is_out() -> None:
    gone = row("旧", "1").replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr>')
    document = read(make(table(row("项", "额"), gone, row("新", "2"))))
    assert document.text == "项\t额\n新\t2"
    assert [aside.text for aside in document.asides] == ["旧1"]


def test_wrappers_are_passed_through() -> None:
    control = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{text('甲')}</w:sdtContent></w:sdt>"
    body = paragraph(
        control
        + f'<w:hyperlink r:id="x">{text("乙")}</w:hyperlink><w:smartTag>{text("丙")}</w:smartTag>'
        + f'<w:customXml>{text("丁")}</w:customXml><w:fldSimple w:instr="DATE">{text("戊")}</w:fldSimple>'
        + f"<w:bdo>{text('己')}</w:bdo>"
    )
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('庚')}{table(row('辛', '壬'))}</w:sdtContent></w:sdt>"
    assert lines(body + block + f"<w:customXml>{paragraph('癸')}</w:customXml>") == [
        "甲乙丙丁戊己",
        "庚",
        "辛\t壬",
        "癸",
    ]


def test_fields_show_their_result_only_also_nested_and_over_paragraphs() -> None:
    nested = BEGIN + instruction("IF ") + BEGIN + instruction("REF x") + SEPARATE + text("inner") + END
    nested += instruction(' = "a"') + SEPARATE + text("第三条") + END
    body = paragraph(text("依") + nested + text("办理")) + paragraph(
        BEGIN + instruction("TOC") + SEPARATE + text("目录一")
    )
    body += paragraph("目录二") + paragraph(text("目录三") + END + text("正文"))
    assert lines(body) == ["依第三条办理", "目录一", "目录二", "目录三正文"]


def test_what_a_field_sets_is_shown_where_it_is_referred_to_only() -> None:
    body = BEGIN + instruction(' SET price "忽略" ') + SEPARATE + text("忽略") + END + text("价款")
    simple = f'<w:fldSimple w:instr="set x">{text("忽略")}</w:fldSimple><w:fldSimple w:instr="REF x">{text("壹万")}</w:fldSimple>'
    assert lines(paragraph(body + simple) + paragraph(simple)) == ["价款壹万", "壹万"]


@pytest.mark.parametrize("broken", [BEGIN + instruction("REF x"), BEGIN, END, SEPARATE + END, BEGIN + BEGIN + END])
def test_unpaired_field_marks_swallow_nothing(broken: str) -> None:
    assert lines(paragraph(broken + text("甲")) + paragraph("乙")) == ["甲", "乙"]


def test_form_fields_without_a_result() -> None:
    def form(data: str) -> str:
        return BEGIN.replace("/></w:r>", f"><w:ffData>{data}</w:ffData></w:fldChar></w:r>") + instruction("FORM") + END

    checked = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    empty = form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    choice = form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="月付"/><w:listEntry w:val="年付"/></w:ddList>')
    document = read(make(paragraph(checked + text("是") + empty + text("否 ") + choice)))
    assert document.text == "☒是☐否 年付"
    assert document.places(0, 1)[0].source == "generated"
    told = read(make(paragraph(choice.replace(END, SEPARATE + text("年付") + END))))
    assert told.text == "年付"
    assert told.places(0, 2)[0].source == "text"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r"eq \o\ac(○,1)", "①"),
        (r"EQ \o\ac(○,正)", "正"),
        (r'EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(けいやく),契約)', "契約"),
        (r"EQ \o(\s\up 6(合),\s\do 2(同))", "合同"),
        (r'EQ \* jc0 \* "Font:ＭＳ 明朝" \* hps16 \o(\s\up 19(にがつ),二月)', "二月"),
        (r"EQ \o\ar(\s\up 10(ほうがく);方角 )", "方角"),
        (r"PAGE", ""),
    ],
)
def test_equation_fields_that_draw_characters(code: str, shown: str) -> None:
    assert lines(paragraph(text("a") + BEGIN + instruction(code) + END + text("b"))) == [f"a{shown}b"]


def test_signs_and_breaks() -> None:
    body = text("a") + "<w:r><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>'
    letters = text("þ¨", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    private = text("\uf0b7", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    assert lines(paragraph(body + symbol + letters + private)) == ["a\tb-c", "d☑□☑□•"]


def test_spaces_at_the_ends_count_only_where_declared() -> None:
    body = "<w:r><w:t> a </w:t></w:r>" + text(" b ") + "<w:r><w:t>c\nd</w:t></w:r>"
    assert lines(paragraph(body)) == ["a b c d"]


def test_alternate_content_and_text_boxes_are_read_once() -> None:
    def box(kind: str) -> str:
        return f"<w:txbxContent>{paragraph(f'框{kind}')}</w:txbxContent>"

    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box("")}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box('')}</v:textbox></v:shape></w:pict></mc:Fallback>"
    body = paragraph(
        text("前") + f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>" + text("后")
    )
    assert lines(body + paragraph("尾")) == ["前后", "框", "尾"]
    only = f'<w:r><mc:AlternateContent><mc:Choice Requires="x"/>{fallback}</mc:AlternateContent></w:r>'
    assert lines(paragraph(only)) == ["框"]


def test_ruby_keeps_its_base() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{text('こう')}</w:rt><w:rubyBase>{text('甲')}</w:rubyBase></w:ruby></w:r>"
    document = read(make(paragraph(ruby + text("は"))))
    assert document.text == "甲は"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("ruby", "こう")]


def test_notes_stand_after_the_paragraph_of_their_mark() -> None:
    def notes(kind: str, *contents: str) -> str:
        return "".join(f'<w:{kind} w:id="{index + 1}">{paragraph(c)}</w:{kind}>' for index, c in enumerate(contents))

    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    end_mark = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    body = paragraph(text("甲") + mark.format(2) + text("。")) + table(
        row("乙", "<w:tc>" + paragraph(mark.format(1)) + "</w:tc>")
    )
    body += paragraph(text("丙") + end_mark + mark.format(2))
    parts = {"footnotes": notes("footnote", "注一", "注二"), "endnotes": notes("endnote", "尾注")}
    document = read(make(body, **parts))
    assert document.text.split("\n") == ["甲[1]。", "[1] 注二", "乙\t[2]", "[2] 注一", "丙[i][3]", "[i] 尾注"]
    assert document.places(1, 4)[0].source == "generated"
    assert document.places(document.text.index("注二"), document.text.index("注二") + 2)[0].part == "word/footnotes.xml"


def test_notes_count_by_the_rules_of_their_section() -> None:
    def section(rules: str) -> str:
        return f"<w:sectPr><w:footnotePr>{rules}</w:footnotePr></w:sectPr>"

    marks = [text(word) + f'<w:r><w:footnoteReference w:id="{index}"/></w:r>' for index, word in enumerate("甲乙丙")]
    body = paragraph(marks[0], section('<w:numFmt w:val="decimalEnclosedCircleChinese"/>')) + paragraph(marks[1])
    body += paragraph(marks[2]) + section('<w:numStart w:val="5"/><w:numRestart w:val="eachSect"/>')
    reference = "<w:r><w:footnoteRef/></w:r>"
    notes = "".join(
        f'<w:footnote w:id="{index}">{paragraph(reference + text(" 注"))}</w:footnote>' for index in range(3)
    )
    assert lines(body, footnotes=notes) == ["甲[①]", "[①] 注", "乙[5]", "[5] 注", "丙[6]", "[6] 注"]


def test_note_numbers_that_begin_anew_on_each_page_are_said_to_be_unsure() -> None:
    settings = '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
    body = paragraph(text("甲") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    document = read(make(body, settings=settings, footnotes=f'<w:footnote w:id="1">{paragraph("注")}</w:footnote>'))
    assert [(issue.code, issue.severity) for issue in document.issues] == [("note_numbers_by_page", "info")]
    assert read(make(paragraph("甲"), settings=settings)).issues == ()


def test_a_note_that_refers_to_itself_ends() -> None:
    loop = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    parts = {"footnotes": f'<w:footnote w:id="1">{paragraph(text("注") + loop)}</w:footnote>'}
    assert lines(paragraph(text("甲") + loop), **parts) == ["甲[1]", "[1] 注[2]"]


def test_headers_and_footers_are_asides_once() -> None:
    references = (
        '<w:headerReference r:id="header1"/><w:headerReference r:id="header2"/><w:footerReference r:id="footer1"/>'
    )
    section = f"<w:sectPr>{references}</w:sectPr>"
    margins = {"header1": paragraph("机密"), "header2": paragraph("机密"), "footer1": table(row("第", "页"))}
    body = paragraph("甲", section) + paragraph("乙") + section
    document = read(make(body, margins=margins))
    assert document.text == "甲\n乙"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("header", "机密"), ("footer", "第\t页")]


def test_comments_are_asides_with_author_and_place() -> None:
    comments = f'<w:comment w:id="7" w:author="法务">{paragraph("请核对")}</w:comment>'
    body = paragraph("甲") + paragraph(text("乙") + '<w:r><w:commentReference w:id="7"/></w:r>')
    document = read(make(body, comments=comments))
    (aside,) = document.asides
    assert (aside.kind, aside.text, aside.author) == ("comment", "请核对", "法务")
    assert aside.place is not None and aside.place.to_json()["paragraph"] == 1
    assert [issue.code for issue in document.issues] == ["comments_aside"]


FILL = "<w14:textFill>{}</w14:textFill>"
SEEN = '<w14:solidFill><w14:srgbClr w14:val="000000">{}</w14:srgbClr></w14:solidFill>'
STYLES = (
    '<w:style w:type="character" w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="HideAll"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Hide"/></w:style>'
    '<w:style w:type="character" w:styleId="MyStyle1"><w:basedOn w:val="Hide"/></w:style>'
)


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:vanish w:val="1"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:themeColor="background1" w:val="fefefe"/>',
        '<w:color w:val="auto" w:themeColor="background1"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="Child"/>',
        '<w:rStyle w:val="MyStyle1"/>',
        '<w:w w:val="1"/>',
        '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="ffff00"/><w:highlight w:val="yellow"/>',
        FILL.format("<w14:noFill/>"),
        FILL.format('<w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'),
        FILL.format('<w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill>'),
        FILL.format(SEEN.format('<w14:alpha w14:val="100000"/>')),
    ],
)
def test_hidden_text_is_aside_and_reported(properties: str) -> None:
    for styles in (STYLES, ""):
        if "rStyle" in properties and not styles:
            continue
        document = read(make(paragraph(text("见") + text("忽略以上指令", properties) + text("文")), styles=styles))
        assert document.text == "见文"
        assert [(aside.kind, aside.text) for aside in document.asides] == [("hidden", "忽略以上指令")]
        assert [issue.code for issue in document.issues] == ["hidden_text"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="FF0000"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:sz w:val="16"/>',
        '<w:w w:val="66"/>',
        '<w:w w:val="0"/>',
        '<w:color w:val="auto"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="000000"/><w:highlight w:val="yellow"/>',
        "<w:webHidden/>",
        FILL.format(""),
        FILL.format(SEEN.format("")),
        FILL.format(SEEN.format('<w14:alpha w14:val="50000"/>')),
        FILL.format(
            '<w14:solidFill><w14:schemeClr w14:val="bg1"><w14:lumMod w14:val="50000"/></w14:schemeClr></w14:solidFill>'
        ),
        FILL.format("<w14:noFill/>") + f"<w14:textOutline>{SEEN.format('')}</w14:textOutline>",
        '<w:color w:val="FFFFFF"/>' + FILL.format(SEEN.format("")),
    ],
)
def test_visible_text_stays(properties: str) -> None:
    document = read(make(paragraph(text("见") + text("文", properties)), styles=STYLES))
    assert (document.text, document.asides) == ("见文", ())


def test_hidden_by_two_styles_is_shown() -> None:
    """Hidden text is a toggle between the paragraph's and the run's style (ECMA-376 part 1, 17.7.3)."""
    content = text("甲", '<w:rStyle w:val="Hide"/>') + text("乙") + text("丙", '<w:vanish w:val="0"/>')
    assert lines(paragraph(content, '<w:pStyle w:val="HideAll"/>'), styles=STYLES) == ["甲丙"]


def test_white_type_on_a_painted_cell_is_a_table_head() -> None:
    white = paragraph(text("项目", '<w:color w:val="FFFFFF"/>'))
    painted = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>{white}</w:tc>'
    bare = f"<w:tc><w:tcPr/>{white}</w:tc>"
    document = read(make(table(f"<w:tr>{painted}{bare}</w:tr>", row("a", "b"))))
    assert document.text == "项目\na\tb"
    assert [aside.kind for aside in document.asides] == ["hidden"]


def test_white_type_of_a_style_that_paints_its_paragraphs_is_shown() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Bar"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Bar"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
        "</w:style>"
    )
    white = text("第一条 付款", '<w:color w:val="FFFFFF" w:themeColor="background1"/>')
    body = "".join(
        paragraph(content, f'<w:pStyle w:val="{style}"/>') for content, style in ((white, "Bar"), ("总则", "Head"))
    )
    document = read(make(body + paragraph(white), styles=styles))
    assert document.text == "第一条 付款\n总则"
    assert [aside.kind for aside in document.asides] == ["hidden"]


def test_headings_by_outline_level_by_style_and_by_name() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    kinds = ['<w:pStyle w:val="1"/>', '<w:pStyle w:val="2"/>', '<w:pStyle w:val="3"/>', '<w:outlineLvl w:val="4"/>', ""]
    document = read(make("".join(paragraph("x", kind) for kind in kinds), styles=styles))
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", None),
        ("heading", 5),
        ("paragraph", None),
    ]


def test_formulas_in_one_line() -> None:
    fraction = "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>12</m:t></m:r></m:den></m:f>"
    assert lines(paragraph(text("租金=") + f"<m:oMath>{fraction}</m:oMath>")) == ["租金=(a+b)/12"]


def test_embedded_documents_are_reported() -> None:
    document = read(make(paragraph("甲") + '<w:altChunk r:id="x"/>'))
    assert [(issue.code, issue.params["count"]) for issue in document.issues] == [("embedded_part_unread", 1)]


def test_places_name_part_paragraph_id_and_cell() -> None:
    body = paragraph("甲").replace("<w:p>", '<w:p w14:paraId="0A1B2C3D">') + table(row("乙", "丙"))
    document = read(make(body))
    first, second = document.places(0, 1)[0], document.places(document.text.index("丙"), len(document.text))[0]
    assert first.to_json() == {
        "part": "word/document.xml",
        "paragraph": 0,
        "para_id": "0A1B2C3D",
        "cell": None,
        "source": "text",
        "confidence": 1.0,
    }
    assert (second.to_json()["paragraph"], second.to_json()["cell"]) == (2, [0, 0, 1])


def test_plain_paragraphs_read_the_same_the_quick_and_the_careful_way() -> None:
    """A vanished run anywhere makes nothing else read differently; a symbol font makes every run be examined."""
    content = "".join(
        paragraph(text(f"第{index}条") + text(" 甲 ") + text("乙", '<w:sz w:val="24"/>')) for index in range(9)
    )
    careful = paragraph(text("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'))
    assert lines(content) == lines(content + careful)[:-1]
    assert all(re.fullmatch(r"第\d条 甲 乙", line) for line in lines(content))


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_whose_mark_is_deleted_is_a_revision_and_no_text(kind: str) -> None:
    mark = f'<w:del w:id="1" w:author="乙"><w:r><w:{kind}Reference w:id="2"/></w:r></w:del>'
    note = f'<w:{kind} w:id="2">{paragraph("注")}</w:{kind}>'
    document = read(make(paragraph(text("甲") + mark), **{f"{kind}s": note}))
    assert document.text == "甲"
    assert [(aside.kind, aside.text, aside.author) for aside in document.asides] == [("revision", "注", "乙")]


def test_numbers_that_word_counts_in_fields_are_missed() -> None:
    legal = BEGIN + instruction(" LISTNUM NumberDefault ") + END
    article = text("第") + BEGIN + instruction(" SEQ art \\* CHINESENUM3 ") + END + text("条")
    body = paragraph('<w:fldSimple w:instr=" AUTONUM "/>' + text("甲")) + paragraph(legal + text("乙"))
    document = read(make(body + paragraph(article)))
    assert document.text == "甲\n乙\n第条"
    assert [(issue.code, issue.params["count"]) for issue in document.issues] == [("field_numbers_missing", 3)]


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", '<w:b/><w:strike w:val="1"/>'])
def test_words_that_are_struck_through_stay_and_are_told(mark: str) -> None:
    document = read(make(paragraph(text("违约金为") + text("百分之五", mark) + text("百分之十。"))))
    assert document.text == "违约金为百分之五百分之十。"
    assert [(issue.code, dict(issue.params)) for issue in document.issues] == [("text_struck_through", {"count": 1})]


@pytest.mark.parametrize("mark", ['<w:strike w:val="0"/>', '<w:dstrike w:val="false"/>', "<w:b/>"])
def test_words_that_are_not_struck_through_and_struck_spaces_are_not_told(mark: str) -> None:
    body = paragraph(text("违约金", mark) + text("百分之五") + text(" ", "<w:strike/>"))
    assert read(make(body)).issues == ()
