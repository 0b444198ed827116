"""What parts two blocks and is no text: every format tells it, and the outline reads it as a blank line of a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.document.model import Document, Gap
from pipeline.loaders import html_file, hwp_file, hwpx_file, mail_file, rtf_file, text_file
from pipeline.loaders.limits import Limits
from pipeline.outline import tree
from tests.loaders.docx_file_maker import make, paragraph
from tests.loaders.docx_file_maker import read as read_docx
from tests.loaders.hwp_file_maker import hwp
from tests.loaders.hwp_file_maker import paragraph as hwp_paragraph
from tests.loaders.hwpx_file_maker import hwpx, p
from tests.loaders.pdf_samples import LEFT, PITCH, TOP, Paper
from tests.loaders.pdf_samples import load as load_pdf

_ARTICLES = tuple(f"第{number}条 乙方应当按期付款。" for number in "一二三四五")
_DECLARED = "上述内容已全部阅读并理解。"
_LINES = ("借款合同", "", *_ARTICLES, "", _DECLARED)


def _text(lines: Sequence[str]) -> Document:
    return text_file.load("\n".join(lines).encode(), "a.txt", "0", Limits())


def _docx(lines: Sequence[str]) -> Document:
    return read_docx(make("".join(map(paragraph, lines))))


def _broken_docx(lines: Sequence[str]) -> Document:
    runs = "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines)
    return read_docx(make(f"<w:p><w:r>{runs}</w:r></w:p>"))


def _hwpx(lines: Sequence[str]) -> Document:
    return hwpx_file.load(hwpx(*map(p, lines)), "a.hwpx", "0", Limits())


def _hwp(lines: Sequence[str]) -> Document:
    return hwp_file.load(hwp(*map(hwp_paragraph, lines)), "a.hwp", "0", Limits())


def _rtf(lines: Sequence[str]) -> Document:
    escaped = ["".join(f"\\u{ord(sign)}?" for sign in line) for line in lines]
    return rtf_file.load(b"{\\rtf1 " + "\\par ".join(escaped).encode() + b"}", "a.rtf", "0", Limits())


def _html(page: str) -> Document:
    return html_file.load(f"<meta charset=utf-8>{page}".encode(), "a.html", "0", Limits())


def _paragraphs(lines: Sequence[str]) -> Document:
    return _html("".join(f"<p>{line or '&nbsp;'}</p>" for line in lines))


def _broken(lines: Sequence[str]) -> Document:
    return _html("<br>".join(lines))


def _preformatted(lines: Sequence[str]) -> Document:
    return _html("<pre>" + "\n".join(lines) + "</pre>")


def _mail(lines: Sequence[str]) -> Document:
    head = "From: a@example.com\nSubject: a\nContent-Type: text/plain; charset=utf-8\n\n"
    return mail_file.load((head + "\n".join(lines)).encode(), "a.eml", "0", Limits())


def _pdf(lines: Sequence[str]) -> Document:
    paper = Paper()
    for row, line in enumerate(lines):
        if line:
            paper.text(LEFT, TOP + row * PITCH, line)
    return load_pdf(paper.save())


_FORMATS = (_docx, _broken_docx, _hwpx, _hwp, _rtf, _paragraphs, _broken, _preformatted, _mail, _pdf)


@pytest.mark.parametrize("read", _FORMATS)
def test_a_blank_line_is_no_text_and_a_gap_above_the_next_block(read: Callable[[Sequence[str]], Document]) -> None:
    document = read(_LINES)
    assert document.text.replace(" ", "") == "\n".join(filter(None, _LINES)).replace(" ", "")
    parted = [document.text[block.start : block.start + 2] for block in document.blocks if block.gap]
    assert parted == ["第一", "上述"]


@pytest.mark.parametrize("read", [_text, *_FORMATS])
@pytest.mark.parametrize("lines", [_LINES, [line for line in _LINES if line]], ids=["parted", "joined"])
def test_a_gap_ends_the_last_article_in_every_format(
    read: Callable[[Sequence[str]], Document], lines: Sequence[str]
) -> None:
    document = read(lines)
    last = next(article for article in tree.build(document).articles if article.section.number == "5")
    assert (_DECLARED in document.text[last.start : last.end]) is ("" not in lines)


def test_a_rule_parts_more_than_a_blank_line() -> None:
    document = _html("<p>甲</p><hr><p>&nbsp;</p><p>乙</p><p></p><p>丙</p>")
    assert [block.gap for block in document.blocks] == [Gap.NONE, Gap.RULE, Gap.NONE]


def test_a_preformatted_text_begins_behind_the_end_of_its_first_line() -> None:
    document = _html("<p>甲</p><pre>\n乙\n\n丙</pre>")
    assert [block.gap for block in document.blocks] == [Gap.NONE, Gap.NONE, Gap.BLANK]


def test_a_rule_to_sign_on_inside_a_cell_parts_no_rows() -> None:
    document = _html("<p>甲</p><table><tr><td>乙<hr></td><td>丙<hr></td></tr></table><p>丁")
    assert [block.gap for block in document.blocks] == [Gap.NONE] * 3


@pytest.mark.parametrize(
    ("drawn", "gap"),
    [
        (paragraph("", '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'), Gap.RULE),
        (
            paragraph(
                '<w:r><w:pict><v:rect xmlns:o="urn:schemas-microsoft-com:office:office" o:hr="t"/></w:pict></w:r>'
            ),
            Gap.RULE,
        ),
        (paragraph("", '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'), Gap.BLANK),
        (paragraph("", '<w:pBdr><w:top w:val="single"/><w:left w:val="single"/></w:pBdr>'), Gap.BLANK),
        (paragraph('<w:r><w:pict><v:rect style="width:9pt"/></w:pict></w:r>'), Gap.BLANK),
        (paragraph('<w:r><w:br w:type="page"/></w:r>'), Gap.BLANK),
        ("", Gap.NONE),
    ],
    ids=["border", "horizontal line", "no line", "box", "drawing", "page break", "nothing"],
)
def test_a_rule_of_word_is_a_paragraph_that_shows_nothing_else(drawn: str, gap: Gap) -> None:
    blocks = read_docx(make(paragraph("甲") + drawn + paragraph("乙"))).blocks
    assert [block.gap for block in blocks] == [Gap.NONE, gap]


def test_the_border_of_a_paragraph_that_another_runs_into_is_no_rule_above_both() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    bordered = paragraph("", '<w:pBdr><w:bottom w:val="single"/></w:pBdr>')
    document = read_docx(make(paragraph("甲") + paragraph("乙", gone) + bordered))
    assert [(block.gap, document.text[block.start : block.end]) for block in document.blocks] == [
        (Gap.NONE, "甲"),
        (Gap.NONE, "乙"),
    ]


def test_a_page_that_ends_early_parts_as_a_blank_line_does_and_one_that_is_full_does_not() -> None:
    full = ["乙方应当按期付款，不得拖延。"] * 20
    paper = Paper().lines(full).page().lines(full[:9]).page().lines(full)
    blocks = load_pdf(paper.save()).blocks
    assert [index for index, block in enumerate(blocks) if block.gap] == [29]
