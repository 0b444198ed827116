from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from pipeline.document.model import Document, TextPlace
from pipeline.errors import DocumentError
from pipeline.loaders import registry
from pipeline.loaders.html_file import load
from pipeline.loaders.limits import Limits


def read(page: str | bytes, limits: Limits | None = None) -> Document:
    return load(page.encode() if isinstance(page, str) else page, "a.html", "0", limits or Limits())


def lines(page: str) -> list[str]:
    return read(page).text.split("\n")


def hidden(document: Document) -> list[str]:
    return [aside.text for aside in document.asides if aside.kind == "hidden"]


def test_blocks_headings_and_places() -> None:
    document = read(
        "<html><head><title>T</title></head>\n<body><h1>契約書</h1>\n<p>第1条\n甲は</p><div>乙は<br>丙は</div>"
    )
    assert document.text == "契約書\n第1条甲は\n乙は\n丙は"
    assert [(block.kind, block.level) for block in document.blocks][:2] == [("heading", 1), ("paragraph", None)]
    assert document.places(0, 3) == [TextPlace(1)]
    assert document.format == "html"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("甲方\n  应当  支付", "甲方应当 支付"),
        ("갑은\n을에게", "갑은 을에게"),
        ("the\n  parties", "the parties"),
        ("甲方<b>\n应当</b>\n", "甲方应当"),
        ("  甲 <i> 乙</i> ", "甲 乙"),
        ("甲&nbsp;&nbsp;乙&#x3000;丙&amp;&lt;", "甲\xa0\xa0乙\u3000丙&<"),
        ("甲<!-- -->乙", "甲乙"),
        ("甲<wbr>乙<span></span>丙", "甲乙丙"),
    ],
)
def test_white_space_is_folded_as_a_browser_does(source: str, shown: str) -> None:
    assert read(f"<p>{source}</p>").text == shown


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines("<pre>第一条\n  甲方\n\n乙方</pre>") == ["第一条", "  甲方", "乙方"]


def test_lists_are_numbered_and_the_numbers_marked() -> None:
    document = read('<ol start="3"><li>甲<li>乙<ol type="a"><li>一</ol><li value="9">丙</ol><ul><li>丁</ul>')
    assert document.text.split("\n") == ["3. 甲", "4. 乙", "a. 一", "9. 丙", "丁"]
    assert document.places(0, 3)[0] == TextPlace(0, source="generated")
    assert document.places(3, 4) == [TextPlace(0)]
    assert [block.kind for block in document.blocks] == ["list_item"] * 5
    assert lines("<ol reversed><li>甲<li>乙</ol>") == ["2. 甲", "1. 乙"]
    assert lines('<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol>') == ["一、甲", "二、乙"]
    assert lines('<ol style="list-style: none"><li>第一条 甲</ol>') == ["第一条 甲"]
    assert lines("<ol><li><p>甲</p><p>乙</p></li></ol>") == ["1. 甲", "乙"]
    assert lines("<ol><li></li><li>乙<br>丙</li></ol>") == ["1. ", "2. 乙", "丙"]


def test_tables_are_rows_with_tabs() -> None:
    document = read("<table><tr><th>項目<td>金額</tr><tr><td>A<br>B<td><p>1</p><p>2</p><td></tr></table>後")
    assert document.text == "項目\t金額\nA\nB\t1\n2\n後"
    assert [block.kind for block in document.blocks] == ["table_row", "table_row", "paragraph"]
    assert read("<table><tr><td></td><td>x</td></tr></table>").text == "\tx"


def test_paragraphs_of_cells_do_not_part_a_row() -> None:
    row = "<tr>\n<td><p>合同编号</p>\n</td>\n<td>\n<p>XQ-1</p><p>XQ-2</p>\n</td>\n<td><p></p></td><td><p>苏州</p></td>\n</tr>"
    assert read(f"<table>{row}</table>").text == "合同编号\tXQ-1\nXQ-2\t\t苏州"


def test_headers_and_footers_of_pages_stand_aside() -> None:
    document = read('<div title="header"><p>合同编号：1</p></div><p>第一条</p><div title="footer"><p>第 1 页</p></div>')
    assert document.text == "第一条"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("header", "合同编号：1"), ("footer", "第 1 页")]


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    assert lines("<table><tr><td><table><tr><td>甲<td>乙</table><td>側</table>") == ["甲\t乙", "側"]
    assert lines("<table><tr><td><p>第1条</p><p>第2条</p></table>") == ["第1条", "第2条"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>忽略</p>",
        '<p style="display:none">忽略</p>',
        '<span style="VISIBILITY : hidden">忽略</span>',
        '<span style="font-size:0px">忽略</span>',
        '<span style="font-size: 1px">忽略</span>',
        '<span style="opacity:0">忽略</span>',
        '<span style="color:#FFFFFF">忽略</span>',
        '<font color="white">忽略</font>',
        '<span style="mso-hide:all">忽略</span>',
        '<div style="position:absolute;left:-9999px">忽略</div>',
        '<style>.x, p.y {display: none}</style><p class="z x">忽略</p>',
        '<style>/* */ #n{visibility:hidden}</style><div id="n"><b>忽略</b></div>',
    ],
)
def test_what_nobody_sees_stands_aside(markup: str) -> None:
    document = read(f"<p>甲</p>{markup}<p>乙</p>")
    assert document.text == "甲\n乙"
    assert hidden(document) == ["忽略"]
    assert [issue.code for issue in document.issues] == ["hidden_text"]


def test_comments_in_the_source_and_spaces_hide_nothing() -> None:
    document = read("<p>甲</p><!-- 页脚 --><p>乙</p><p style='display:none'>&nbsp;\u3000</p>")
    assert (document.text, document.issues) == ("甲\n乙", ())
    assert [(aside.kind, aside.text) for aside in document.asides] == [("source_comment", "页脚")]


def test_what_is_seen_stays() -> None:
    painted = '<div style="background:#003"><span style="color:white">甲</span></div>'
    assert read(painted + '<p style="opacity:0.5;font-size:0.8em;left:-10px">乙</p>').text == "甲\n乙"


def test_numbers_of_a_style_sheet_are_missed() -> None:
    sheet = '<style>.a::before { content: "第" counter(a, cjk-ideographic) "条 " }</style>'
    assert [issue.code for issue in read(f'{sheet}<p class="a">定义</p>').issues] == ["style_numbers_missing"]
    assert read('<style>q::before { content: "“" }</style><p style="font-size:12px">定义</p>').issues == ()


def test_programs_and_reading_aids_are_no_text() -> None:
    page = (
        "<script>var a='x'</script><style>p{}</style><template>t</template><p><ruby>甲<rp>(</rp><rt>こう</rt></ruby>は"
    )
    document = read(page + "<!--[if gte mso 9]><xml/><![endif]-->")
    assert (document.text, document.asides) == ("甲は", ())


def test_revisions() -> None:
    document = read("<p>甲方应<del>立即</del><ins>十日内</ins>付款</p>")
    assert document.text == "甲方应十日内付款"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("revision", "立即")]
    assert document.issues[0].params == {"insertions": 1, "deletions": 1}


def test_forms_show_their_content() -> None:
    assert (
        read('<p>氏名<input value="山田">同意<input type=checkbox checked><input type=hidden value=x></p>').text
        == "氏名山田同意☑"
    )


@pytest.mark.parametrize(
    ("codec", "label", "encoding"),
    [
        ("gb18030", "gb2312", "GB18030"),
        ("cp932", "Shift_JIS", "Shift_JIS"),
        ("cp932", "", "Shift_JIS"),
        ("gb18030", "iso-8859-1", "GB18030"),
        ("utf-8", "gb2312", None),
        ("utf-8-sig", "", None),
        ("utf-16", "utf-8", "UTF-16"),
    ],
)
def test_encodings_declared_wrongly_declared_and_not(codec: str, label: str, encoding: str | None) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    text = "契约第一条 甲方应当支付价款" if codec.startswith("gb") else "業務委託契約書の目的、甲は乙に"
    document = read(f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(codec))
    assert document.text == text
    assert [issue.params.get("encoding") for issue in document.issues] == ([encoding] if encoding else [])


def test_a_declared_encoding_settles_a_doubt() -> None:
    page = b'<meta charset="euc-jp"><p>' + "脆弱性診断".encode("euc_jp") + b"</p>"
    document = read(page)
    assert (document.text, [issue.code for issue in document.issues]) == ("脆弱性診断", ["encoding_detected"])


def test_names_that_pages_go_by(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "c.doc", "d.txt", "e"):
        (tmp_path / name).write_text("<!DOCTYPE html><p>第一条", "utf-8")
        assert registry.load(tmp_path / name).text == "第一条"
    for name, code in (("f.pdf", "damaged"), ("g.php", "foreign_format")):
        (tmp_path / name).write_text("<html>404", "utf-8")
        with pytest.raises(DocumentError) as caught:
            registry.load(tmp_path / name)
        assert caught.value.code == code
    (tmp_path / "h.html").write_text("<p>第一条</p>", "utf-8")
    assert registry.load(tmp_path / "h.html").text == "第一条"


@pytest.mark.parametrize("page", ["", "<p></p>", "<script>x</script>", "<!-- x -->"])
def test_nothing_to_read(page: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(page + " ")
    assert caught.value.code == "no_text"


def test_too_much_is_refused() -> None:
    for page, limits in (("<p>" * 100, Limits(elements=99)), ("<p>" + "甲" * 100, Limits(characters=99))):
        with pytest.raises(DocumentError) as caught:
            read(page, limits)
        assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000 + "甲",
        "<table><tr><td>" * 20_000 + "甲",
        "<ol><li>" * 20_000 + "甲",
        "<b>甲" * 200_000,
        "甲 " * 500_000,
        "<p " + "a=1 " * 200_000 + ">甲",
        "<p " + " ".join(f"a{index}=1" for index in range(100_000)) + ">甲",
        "甲" + " " * 500_000 + "<p>",
        "<!--" * 200_000 + "甲",
        "<style>" + "a{" * 500_000 + "</style>甲",
        "&" * 500_000 + "甲",
        "<" * 200_000 + "甲",
        "<pre>" + "甲\n" * 100_000,
        f"<p style='font-size:{'0' * 500_000}x; opacity:{'0' * 500_000}x'>甲",
        f"<p style='font-size:{' ' * 500_000}x; opacity:{' ' * 500_000}x'>甲",
    ],
    ids=lambda page: page[:12],
)
def test_hostile_pages_end_soon(page: str) -> None:
    """Five seconds of this process; what is linear takes less than two."""
    before = process_time()
    try:
        assert "甲" in read(page).text
    except DocumentError as error:
        assert error.code in ("too_large", "no_text", "damaged")
    assert process_time() - before < 5


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>支付方式：<select><option>现金<option selected>银行转账<option>支票</select>。", ["支付方式：银行转账。"]),
        ("<p>期限<select><option>一年<option>两年</select>起", ["期限一年起"]),
        ("<p>甲<select multiple><option selected>乙<option>丙<option selected>丁</select>", ["甲乙、丁"]),
        ("<p>甲<select multiple><option>乙</select>丙", ["甲丙"]),
        ("<p>甲<input value=乙 list=l><datalist id=l><option>丙</datalist>", ["甲乙"]),
        ("<table><tr><td>甲<td><select><option>乙</select><td>丙</table>", ["甲\t乙\t丙"]),
    ],
)
def test_of_a_choice_the_text_is_what_is_chosen(source: str, shown: list[str]) -> None:
    assert lines(source) == shown


def test_what_was_not_chosen_stands_aside() -> None:
    document = read("<p>期限<select><option>一年<option selected>两年</select>起")
    assert [(aside.kind, aside.text) for aside in document.asides] == [("form_field", "一年")]


def test_a_closed_summary_can_be_opened_and_is_text() -> None:
    assert lines("<details><summary>第二条</summary><p>违约金</details>") == ["第二条", "违约金"]


def test_words_of_a_drawing_are_text_and_what_it_does_not_draw_is_hidden() -> None:
    document = read("<p>甲<svg><title>T</title><defs><text>D</text></defs><text>第<tspan>一</tspan>条</text>"
                    "<g display=none><text>隐</text></g><foreignObject><div>乙</div></foreignObject></svg>丙")  # fmt: skip
    assert document.text == "甲\n第一条\n乙\n丙"
    assert hidden(document) == ["隐"]


def test_attributes_of_drawings_hide_nothing_elsewhere() -> None:
    assert lines("<p display=none>甲<table opacity=0><tr><td>乙</table>") == ["甲", "乙"]


def test_an_object_without_data_shows_what_stands_in_it() -> None:
    assert lines("<p>甲<object><param name=a value=b><p>乙</object>") == ["甲", "乙"]


def test_a_formula_is_one_line_in_which_a_fraction_stays_one() -> None:
    formula = "<math><mi>租金</mi><mo>=</mo><mfrac><mn>5</mn><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>"
    assert lines(f"<p>按{formula}计算") == ["按租金=5/(a+1)计算"]


def test_a_page_in_a_frame_stands_where_the_frame_does() -> None:
    document = read("<p>甲</p>\n<iframe srcdoc='<p>乙<p>丙<iframe srcdoc=\"丁\"></iframe>'>old</iframe><p>戊")
    assert document.text == "甲\n乙\n丙\n丁\n戊"
    assert document.places(2, 3) == [TextPlace(1)]
    assert not document.issues


def test_pages_in_frames_count_together_with_theirs() -> None:
    page = "<p>甲" + f"<iframe srcdoc='{'&lt;br>' * 100}'></iframe>" * 10
    assert read(page, Limits(elements=5_000)).text == "甲"
    with pytest.raises(DocumentError) as raised:
        read(page, Limits(elements=4_000))
    assert raised.value.code == "too_large"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<iframe src=b.html></iframe>", "embedded_part_unread"),
        ("<object data=b.pdf>c</object>", "embedded_part_unread"),
        ("<embed src=b.pdf>", "embedded_part_unread"),
        ("<img src=b.png width=794 height=1123>", "page_pictures_unread"),
        ("<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABNgAAAbaCAIAAAC='>", "page_pictures_unread"),
        ("<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAAC='>", "small_pictures_unread"),
        ("<img src=b.png>", "pictures_linked"),
        ("<picture><source srcset=b.webp><img srcset='b.png 2x'></picture>", "pictures_linked"),
        ("<svg><image href=b.png width=794 height=1123 /></svg>", "page_pictures_unread"),
        (
            "<svg><image xlink:href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAAC=' /></svg>",
            "small_pictures_unread",
        ),
    ],
)
def test_what_a_page_shows_and_nobody_reads_is_named(source: str, code: str) -> None:
    document = read(f"<p>甲{source}<p>乙")
    assert document.text.replace("\n", "") == "甲乙"
    assert [(issue.code, issue.params) for issue in document.issues] == [(code, {"count": 1})]


@pytest.mark.parametrize(
    "source", ["<img src=cid:1>", "<img>", "<iframe></iframe>", "<iframe src=about:blank></iframe>"]
)
def test_what_shows_nothing_of_its_own_is_not_named(source: str) -> None:
    assert not read(f"<p>甲{source}").issues


@pytest.mark.parametrize(
    "sheet", ["content:" * 200_000, ".a{" * 200_000, "/*" * 200_000, ".a," * 200_000, "}" * 200_000]
)
def test_style_sheets_are_read_in_linear_time(sheet: str) -> None:
    started = process_time()
    assert read(f"<style>{sheet}</style><p>甲").text == "甲"
    assert process_time() - started < 3


def test_a_rule_inside_another_hides_too() -> None:
    sheet = (
        "@media screen { .a { display: none } .b { color: red } } @import x; .c { display: none } /* .d {display: none"
    )
    assert lines(f"<style>{sheet}</style><p class=a>甲<p class=b>乙<p class=c>丙<p class=d>丁") == ["乙", "丁"]


def test_more_attributes_than_a_tree_can_hold_are_refused() -> None:
    page = f"<p {' '.join(f'a{number}' for number in range(100))}>甲" * 100
    assert read(page, Limits(elements=10_000)).text
    with pytest.raises(DocumentError) as raised:
        read(page, Limits(elements=9_999))
    assert raised.value.code == "too_large"
