from __future__ import annotations

import io
from time import process_time

import pytest

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf_file import load
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
    assert {issue.code for issue in document.issues} == {"unaccepted_revisions", "hidden_text"}


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
