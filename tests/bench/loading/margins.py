"""Kinds of page furniture: numbers of every form, running heads, watermarks, and sentences that run past them."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.bench.loading import vocabulary
from tests.bench.loading.orders import contract_truth
from tests.bench.loading.press import HEIGHT, WIDTH, Line, Press
from tests.bench.loading.sample import LEFT, Sample, Truth, extent, pages, set_type

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
NUMBERS: dict[str, Callable[[int, int], str]] = {
    "1": lambda n, of: str(n), "- 1 -": lambda n, of: f"- {n} -", "－1－": lambda n, of: f"－{n}－",
    "第1页 共9页": lambda n, of: f"第{n}页 共{of}页", "第 1 頁，共 9 頁": lambda n, of: f"第 {n} 頁，共 {of} 頁",
    "1/9": lambda n, of: f"{n}/{of}", "1 / 9": lambda n, of: f"{n} / {of}", "Page 1 of 9": lambda n, of: f"Page {n} of {of}",
    "iv": lambda n, of: _ROMAN[(n - 1) % 12], "第一页": lambda n, of: f"第{vocabulary.han(n)}页",
    "1ページ": lambda n, of: f"{n}ページ", "1쪽": lambda n, of: f"{n}쪽", "[1]": lambda n, of: f"[{n}]", "P.1": lambda n, of: f"P.{n}",
    "·1·": lambda n, of: f"· {n} ·", "1頁目": lambda n, of: f"{n}頁目", "합계": lambda n, of: f"- {n} / 총 {of} -",
}  # fmt: skip


def _numbered(style: str, dice: random.Random, language: str) -> Sample:
    contract = vocabulary.write(language, dice, articles=14)
    lines = set_type(contract.paragraphs, pages())
    press, truth = Press().draw(lines), contract_truth(contract, lines)
    margins = []
    for leaf in press.leaves:
        shown = NUMBERS[style](leaf.number, len(press.leaves))
        leaf.text(Line(leaf.number, (WIDTH - extent(shown) * 9) / 2, HEIGHT - 40, shown, 9.0))
        margins.append(shown)
    truth.margins = [shown for shown in margins if len(shown) > 4]
    return truth.finish(f"page numbers {style}", press.save(), dice)


def running_head(dice: random.Random, language: str) -> Sample:
    """A head that differs on left and right pages, with the number at the outer edge, drawn before the text."""
    contract = vocabulary.write(language, dice, articles=14)
    lines = set_type(contract.paragraphs, pages())
    count = lines[-1].page
    company, heads = vocabulary.name(language, dice), []
    press = Press()
    for number in range(1, count + 1):
        leaf = press.leaf()
        head = contract.title if number % 2 else company
        leaf.text(Line(number, LEFT, 50, head, 9.0)).text(Line(number, 480 if number % 2 else 40, 50, str(number), 9.0))
        leaf.box(LEFT, 56, WIDTH - 2 * LEFT, 0.5)
        heads.append(head)
    press.draw(lines)
    truth = contract_truth(contract, lines)
    truth.margins = [company]
    return truth.finish("running heads left and right", press.save(), dice)


def head_in_body_size(dice: random.Random, language: str) -> Sample:
    """A number of the document at the top and a confidentiality note at the foot, in the size of the text."""
    contract = vocabulary.write(language, dice, articles=14)
    lines = set_type(contract.paragraphs, pages(top=96.0))
    press = Press().draw(lines)
    head, foot = f"No. HT-2026-{dice.randint(100, 999)}", "Confidential / 机密"
    for leaf in press.leaves:
        leaf.text(Line(leaf.number, 400, 50, head)).text(Line(leaf.number, LEFT, HEIGHT - 42, foot))
    truth = contract_truth(contract, lines)
    truth.margins = [head, foot]
    return truth.finish("head and foot in the size of the text", press.save(), dice)


def watermark(dice: random.Random, language: str) -> Sample:
    """A word across each page, pale and slanted, behind the text."""
    contract = vocabulary.write(language, dice, articles=16)
    lines = set_type(contract.paragraphs, pages())
    press, face_text = Press(), "样本仅供参考"
    for number in range(1, lines[-1].page + 1):
        leaf = press.leaf()
        name, shown = press.name_of(press.face), press.face.encode(face_text)
        leaf.raw(b"q 0.85 g BT /%s 60 Tf 0.7071 0.7071 -0.7071 0.7071 150 250 Tm <%s> Tj ET Q" % (name, shown))
        assert leaf.number == number
    truth = contract_truth(contract, lines)
    truth.margins = [face_text]
    return truth.finish("watermark, slanted", press.draw(lines).save(), dice)


def level_watermark(dice: random.Random, language: str) -> Sample:
    contract = vocabulary.write(language, dice, articles=14)
    lines = set_type(contract.paragraphs, pages())
    press, word = Press(), "草稿禁止外传"
    for number in range(1, lines[-1].page + 1):
        press.leaf().text(Line(number, 150, 430, word, 48.0), grey=0.85)
    truth = contract_truth(contract, lines)
    truth.margins = [word]
    return truth.finish("watermark, level", press.draw(lines).save(), dice)


def sentence_over_pages(dice: random.Random, language: str) -> Sample:
    """Long paragraphs that run over every page break, past head and foot; the break falls inside words."""
    text = "".join(
        vocabulary.sentence(language, dice).rstrip("。.") + ("，" if language != "ko" else ", ") for _ in range(90)
    )
    paragraphs = [vocabulary.label(language, 1), text + "以上。"]
    lines = set_type(paragraphs, pages(rows=12))
    press = Press().draw(lines)
    head = vocabulary.name(language, dice)
    for leaf in press.leaves:
        leaf.text(Line(leaf.number, LEFT, 48, head, 9.0)).text(
            Line(leaf.number, 290, HEIGHT - 40, f"- {leaf.number} -", 9.0)
        )
    truth = Truth(lines, margins=[head], quotes=30)
    return truth.finish("sentences over pages", press.save(), dice)


def _number_maker(style: str) -> Callable[[random.Random, str], Sample]:
    def make(dice: random.Random, language: str) -> Sample:
        return _numbered(style, dice, language)

    return make


_TURNS = ("zh-Hans", "zh-Hant", "ja", "ko")
KINDS = (
    *((_number_maker(style), (_TURNS[place % 4],)) for place, style in enumerate(NUMBERS)),
    (running_head, ("zh-Hans", "ja")), (head_in_body_size, ("zh-Hans", "ko")), (watermark, ("zh-Hans", "ja")),
    (level_watermark, ("zh-Hans",)), (sentence_over_pages, ("zh-Hans", "ja", "ko")),
)  # fmt: skip
