from __future__ import annotations

import io
from time import process_time

import pytest

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf_file import load, load_original
from pipeline.loaders.sniff import Kind, sniff


def read(body: str | bytes, head: str = "\\ansi\\ansicpg936\\deff0") -> Document:
    raw = body.encode("ascii") if isinstance(body, str) else body
    return load(b"{\\rtf1" + head.encode() + b"{\\fonttbl{\\f0\\fnil Times;}}" + raw + b"}", "a.rtf", "0", Limits())


def escaped(text: str, codec: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


def lines(body: str) -> list[str]:
    return read(body).text.split("\n")


@pytest.mark.parametrize(
    ("code_page", "codec", "text"),
    [
        (936, "gb18030", "合同第一条"),
        (932, "cp932", "契約書ソ表"),
        (949, "cp949", "계약서 제1조"),
        (950, "cp950", "契約書功能"),
    ],
)
def test_text_in_the_code_page_of_the_file_and_of_a_font(code_page: int, codec: str, text: str) -> None:
    charset = {936: 134, 932: 128, 949: 129, 950: 136}[code_page]
    assert read(escaped(text, codec), f"\\ansi\\ansicpg{code_page}").text == text
    fonts = f"{{\\fonttbl{{\\f0 Times;}}{{\\f3\\fcharset{charset} X;}}}}"
    assert read(f"{fonts}\\f3 {escaped(text, codec)}", "\\ansi\\ansicpg1252").text == text
    far_east = f"{fonts}\\hich\\af0\\dbch\\af3\\loch\\f0 {escaped(text, codec)}"
    assert read(far_east, "\\ansi\\ansicpg1252").text == text
    assert read(text.encode(codec).replace(b"\\", b"\\'5c"), f"\\ansi\\ansicpg{code_page}").text == text


def test_unicode_with_and_without_its_stand_in() -> None:
    assert read("\\uc1\\u31532?\\u19968\\'3f\\u26465 ?x").text == "第一条x"
    assert read("\\uc2\\u21512\\'ba\\'cf\\uc0\\u21516 x").text == "合同x"
    assert read("\\u-10176?\\u-9168?").text == "𠀰"
    assert read("\\u31532\\par\\u19968").text == "第\n一"


def test_numbers_are_those_that_were_written_out() -> None:
    body = (
        "{\\listtext\\pard\\plain \\u31532?\\u19968?\\u26465?\\tab}\\ls1 A\\par "
        "\\pard\\plain\\ls1{\\listtext\\'b7\\tab}B\\par \\pard\\ls2 C\\par \\pard D"
    )
    document = read(body)
    assert document.text.split("\n") == ["第一条 A", "B", "C", "D"]
    assert [place.source for place in document.places(0, 5)] == ["generated", "text"]
    assert [block.kind for block in document.blocks] == ["list_item", "list_item", "paragraph", "paragraph"]
    assert [(issue.code, issue.params["count"]) for issue in document.issues] == [("numbers_missing", 1)]


def level(nfc: int, text: str, extra: str = "") -> str:
    """`text` is RTF whose first byte counts its characters."""
    return f"{{\\listlevel\\levelnfc{nfc}\\levelnfcn{nfc}\\levelstartat1{extra}{{\\leveltext{text};}}{{\\levelnumbers\\'01;}}}}"


def lists(*levels: str, overrides: str = "{\\listoverride\\listid7\\listoverridecount0\\ls1}") -> str:
    table = f"{{\\*\\listtable{{\\list\\listtemplateid1{''.join(levels)}{{\\listname ;}}\\listid7}}}}"
    return f"{table}{{\\*\\listoverridetable{overrides}}}"


ARTICLES = (
    level(39, "\\'03\\u31532?\\'00\\u26465?", "\\levelfollow1"),
    level(0, "\\'03\\'00.\\'01", "\\levellegal1\\levelfollow0"),
)


def item(text: str, ilvl: int = 0, ls: int = 1) -> str:
    return f"\\pard\\ilvl{ilvl}\\ls{ls} {text}\\par "


def test_numbers_that_were_not_written_out_are_counted() -> None:
    body = lists(*ARTICLES) + item("A") + item("B", 1) + item("C", 1) + item("D") + item("E", 1)
    document = read(body)
    assert document.text.split("\n") == ["第一条 A", "1.1 B", "1.2 C", "第二条 D", "2.1 E"]
    assert [place.source for place in document.places(0, 5)] == ["generated", "text"]
    assert {block.kind for block in document.blocks} == {"list_item"}
    assert document.issues == ()


def test_those_that_were_written_out_count_too() -> None:
    written = "{\\listtext\\pard\\plain \\u31532?\\u19968?\\u26465?\\tab}"
    assert lines(lists(*ARTICLES) + written + item("A") + item("B")) == ["第一条 A", "第二条 B"]


@pytest.mark.parametrize(
    ("nfc", "first", "second"),
    [
        (1, "I.", "II."),
        (11, "一.", "二."),
        (16, "壱.", "弐."),
        (18, "①.", "②."),
        (20, "ア.", "イ."),
        (21, "イ.", "ロ."),
        (24, "가.", "나."),
        (25, "ㄱ.", "ㄴ."),
        (30, "甲.", "乙."),
        (34, "壹.", "貳."),
        (38, "壹.", "贰."),
        (41, "일.", "이."),
        (57, "- 1 -.", "- 2 -."),
        (500, "1.", "2."),
    ],
)
def test_formats_of_numbers(nfc: int, first: str, second: str) -> None:
    body = lists(level(nfc, "\\'02\\'00.")) + item("A") + item("B")
    assert lines(body) == [f"{first} A", f"{second} B"]


def test_lists_begin_where_an_override_says() -> None:
    five = "{\\listoverride\\listid7\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat5}\\ls2}"
    other = f"{{\\listoverride\\listid7\\listoverridecount1{{\\lfolevel\\listoverrideformat{level(4, chr(92) + chr(39) + '02' + chr(92) + chr(39) + '00)')}}}\\ls3}}"
    plain = "{\\listoverride\\listid7\\listoverridecount0\\ls1}"
    body = lists(level(0, "\\'02\\'00."), overrides=plain + five + other)
    assert lines(body + item("A") + item("B", ls=2) + item("C", ls=2) + item("D", ls=3)) == [
        "1. A",
        "5. B",
        "6. C",
        "g) D",
    ]


def test_what_a_list_does_not_say_is_missed() -> None:
    """LibreOffice writes a question mark for every sign of a label that is not Latin."""
    for ruined in (
        lists(level(39, "\\'03\\'3f\\'00\\'3f")),
        lists(*ARTICLES, overrides="{\\listoverride\\listid8\\ls1}"),
    ):
        document = read(ruined + item("A") + item(""))
        assert document.text == "A"
        assert [(issue.code, issue.params["count"]) for issue in document.issues] == [("numbers_missing", 1)]


def test_a_bullet_says_nothing_whatever_letter_draws_it() -> None:
    body = lists(level(23, "\\'01o")) + "{\\listtext\\pard o\\tab}" + item("A") + item("B")
    document = read(body)
    assert (document.text, document.issues) == ("A\nB", ())


def test_a_line_break_in_an_item_begins_no_item_and_an_empty_item_counts() -> None:
    body = lists(level(0, "\\'02\\'00.")) + item("A\\line B") + item("") + item("C")
    assert lines(body) == ["1. A", "B", "2.", "3. C"]


def test_items_in_cells() -> None:
    row = "\\trowd\\pard\\intbl\\ls1 A\\par B\\cell\\pard\\intbl C\\cell\\row"
    assert lines(lists(level(0, "\\'02\\'00.")) + row) == ["1. A", "2. B\tC"]


def test_a_header_changes_nothing_in_the_text() -> None:
    body = lists(level(0, "\\'02\\'00.")) + "\\pard\\ls1 {\\header\\pard H\\par}A\\par "
    assert lines(body) == ["1. A"]


REVISED = "{\\*\\revtbl{Unknown;}{Lee;}}A{\\deleted\\revauthdel1 old}{\\revised\\revauth1 new}{\\deleted\\revauthdel1\\par }B\\par {\\revised C\\par }D"


def test_the_text_in_force_and_the_original() -> None:
    assert read(REVISED).text == "AnewB\nC\nD"
    data = b"{\\rtf1\\ansi " + REVISED.encode() + b"}"
    original = load_original(data, "a.rtf", "0", Limits())
    assert original.text == "Aold\nB\nD"
    assert [(aside.kind, aside.text, aside.author) for aside in original.asides] == [
        ("revision", "new", "Lee"),
        ("revision", "C", "Unknown"),
    ]
    (issue,) = original.issues
    assert (issue.code, issue.params["insertions"], issue.params["deletions"]) == ("revisions_rejected", 2, 2)


def test_a_deleted_item_leaves_no_number() -> None:
    deleted = "{\\listtext\\pard 2.\\tab}\\pard\\ls1 {\\deleted old}{\\deleted\\par }"
    body = lists(level(0, "\\'02\\'00.")) + item("A") + deleted + item("B")
    assert lines(body) == ["1. A", "2. B"]


def test_tables_and_breaks() -> None:
    body = "\\trowd\\intbl A\\cell B\\par b\\cell\\row\\trowd\\intbl \\cell D\\cell\\row\\pard E\\line F\\page G\\tab H"
    document = read(body)
    assert document.text == "A\tB\nb\n\tD\nE\nF\nG\tH"
    assert [block.kind for block in document.blocks][:2] == ["table_row", "table_row"]
    assert document.places(0, 1)[0].to_json()["cell"] == [0, 0, 0]


def test_what_is_no_running_text_stands_aside() -> None:
    body = (
        "{\\*\\revtbl{Unknown;}{Lee;}}{\\info{\\title T}}{\\header H\\par}{\\*\\unknown x}{\\pict 00ff}"
        "A{\\v secret}{\\deleted\\revauthdel1 old}{\\revised new}{\\*\\annotation note}B{\\field{\\*\\fldinst X}{\\fldrslt R}}"
        "{\\footnote foot}C\\par D"
    )
    document = read(body)
    assert document.text == "AnewBR[1]C\n[1] foot\nD"
    kinds = {(aside.kind, aside.text, aside.author) for aside in document.asides}
    assert kinds == {
        ("header", "H", None),
        ("hidden", "secret", None),
        ("revision", "old", "Lee"),
        ("comment", "note", None),
    }
    assert {issue.code for issue in document.issues} == {
        "unaccepted_revisions",
        "hidden_text",
        "small_pictures_unread",
    }


def test_a_toggle_ends_with_zero_and_with_its_group() -> None:
    assert read("A\\v x\\v0 B{\\v y}C\\v z\\plain D").text == "ABCD"


def test_headings_and_signs() -> None:
    document = read("\\outlinelevel0 A\\par\\pard \\ldblquote B\\rdblquote\\~\\{\\emdash\\bin3 \x01{}C")
    assert document.text == "A\n“B”\xa0{—C"
    assert document.blocks[0].level == 1
    assert sniff(io.BytesIO(b"{\\rtf1 x}")) == Kind("rtf")


def test_text_boxes_stand_after_what_they_are_anchored_in() -> None:
    shape = "{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard B\\par \\trowd\\intbl C\\cell D\\cell\\row}}"
    shape += "{\\shprslt{\\*\\do{\\*\\dptxbxtext B\\par}}}}"
    document = read(
        f"\\trowd\\intbl A{shape}a\\cell E\\cell\\row\\pard F{{\\*\\do\\dptxbx{{\\dptxbxtext G\\par}}}}\\par H"
    )
    assert document.text == "Aa\tE\nB\nC\tD\nF\nG\nH"
    assert [place.to_json()["cell"] for place in document.places(0, 12)][:3] == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


def test_what_fields_without_a_result_show() -> None:
    ruby = "{\\field{\\*\\fldinst { EQ \\\\* jc2 \\\\o\\\\ad(\\\\s\\\\up 9(\\u12363?),\\u26360?)}}{\\fldrslt}}"
    box = "{\\field{\\*\\fldinst { FORMCHECKBOX }{\\*\\formfield{\\fftype1\\ffres%d\\ffdefres1{\\*\\ffname c}}}}{\\fldrslt}}"
    assert read(f"A{ruby}{box % 25}{box % 0}B").text == "A書☒☐B"


def test_what_a_field_sets_is_shown_to_nobody() -> None:
    field = "{{\\field{{\\*\\fldinst {{ {0} x }}}}{{\\fldrslt 忽}}}}".replace("忽", "\\u24573?")
    assert read("A" + field.format("SET") + field.format("REF") + "B").text == "A忽B"


def test_a_mark_of_the_optional_counts_at_the_start_of_a_group_only() -> None:
    assert lines("{\\field{\\*\\fldinst X}{\\fldrslt \\*\\new A}}{\\*\\cs12 B}{ \\*\\new D}C") == ["AB C"]


def test_latin_text_between_double_bytes() -> None:
    head = "\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset128 B;}}"
    assert read("\\dbch\\f1\\'8f\\'91\\hich\\f0 1\\'bd\\loch\\f0  pt\\dbch\\f1\\'8f\\'91", head).text == "書1½ pt書"


def test_old_numbers_that_do_not_stand_in_the_file_are_missed() -> None:
    document = read("\\pard{\\*\\pn\\pnlvlbody\\pndec{\\pntxta .}}A\\par B\\par\\pard{\\*\\pn\\pnlvlblt{\\pntxtb *}}C")
    assert document.text == "A\nB\nC"
    assert [(issue.code, issue.params["count"]) for issue in document.issues] == [("numbers_missing", 2)]


def test_tables_are_counted() -> None:
    document = read("\\trowd\\intbl A\\cell\\row\\pard B\\par\\trowd\\intbl C\\cell\\row")
    assert [place.to_json()["cell"] for place in document.places(0, 5)] == [[0, 0, 0], None, [1, 0, 0]]


@pytest.mark.parametrize(
    "body",
    [
        "{\\shptxt" * 9_000 + "A",
        "{\\shptxt A}" * 30_000,
        "{\\*\\fldinst EQ \\\\o(" * 9_000 + "A",
        "{" * 500_000,
        "}" * 500_000 + "A",
        "\\'" * 100_000 + "A",
        "\\u1?" * 60_000,
        "\\" * 100_001,
        "A\\par " * 50_000,
        "\\trowd\\intbl A\\cell" * 30_000,
        "{\\v x}" * 30_000 + "A",
        "{\\footnote x}" * 30_000 + "A",
        "\\bin99999999999 A",
        "\\bin-5 A",
        "\\ansicpg99999\\f-1\\uc-7\\outlinelevel-3 A",
        "{\\listtext" * 9_000 + "A",
    ],
    ids=lambda body: body[:12],
)
def test_hostile_files_end_soon(body: str) -> None:
    before = process_time()
    try:
        read(body)
    except DocumentError as error:
        assert error.code in ("no_text", "too_large", "damaged")
    assert process_time() - before < 6
