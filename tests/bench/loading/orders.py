"""Kinds of layout: the order of the file against the order of reading."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.bench.loading import vocabulary
from tests.bench.loading.press import HEIGHT, SIZE, WIDTH, Line, Press, width
from tests.bench.loading.sample import LEFT, PITCH, TOP, Frame, Sample, Truth, labels, pages, set_type
from tests.bench.loading.vocabulary import Contract

_LANDSCAPE = (HEIGHT, WIDTH)
_ENGLISH = "The Supplier shall indemnify the Purchaser against all losses arising from infringement of property"


def contract_truth(contract: Contract, lines: Sequence[Line]) -> Truth:
    marks = [(article.label, article.heading + article.paragraphs[0]) for article in contract.articles]
    rows = {line.text for line in lines}
    headings = [article.first_line for article in contract.articles if article.first_line in rows]
    return Truth(list(lines), labels(marks), headings)


def plain_page(dice: random.Random, language: str) -> Sample:
    contract = vocabulary.write(language, dice)
    lines = set_type(contract.paragraphs, pages(), justified=True)
    return contract_truth(contract, lines).finish("plain", Press().draw(lines).save(), dice)


def indented(dice: random.Random, language: str) -> Sample:
    contract = vocabulary.write(language, dice)
    lines = set_type(contract.paragraphs, pages(), indent=2)
    return contract_truth(contract, lines).finish("indented", Press().draw(lines).save(), dice)


def shuffled(dice: random.Random, language: str) -> Sample:
    """The lines of each page in no order."""
    contract = vocabulary.write(language, dice)
    lines = set_type(contract.paragraphs, pages())
    return contract_truth(contract, lines).finish("shuffled", Press().draw(_mixed(lines, dice)).save(), dice)


def in_pieces(dice: random.Random, language: str) -> Sample:
    """Lines cut to pieces, the pieces of each page in no order."""
    contract = vocabulary.write(language, dice)
    lines = set_type(contract.paragraphs, pages())
    pieces = [piece for line in lines for piece in _cut(line, dice)]
    return contract_truth(contract, lines).finish("in pieces", Press().draw(_mixed(pieces, dice)).save(), dice)


def _mixed(lines: Sequence[Line], dice: random.Random) -> list[Line]:
    return sorted(lines, key=lambda line: (line.page, dice.random()))


def _cut(line: Line, dice: random.Random) -> list[Line]:
    pieces, x, text = [], line.x, line.text
    while text:
        size = dice.randint(1, 12)
        pieces.append(replace(line, x=x, text=text[:size]))
        x += sum(map(width, text[:size])) * line.size
        text = text[size:]
    return pieces


def _columns(count: int, name: str, order: str, dice: random.Random, language: str) -> Sample:
    contract = vocabulary.write(language, dice, articles=16)
    body = list(set_type(contract.paragraphs[1:], pages(columns=count, top=TOP + 2 * PITCH)))
    title = Line(1, 200, 70, contract.title, 16.0)
    drawn = {
        "in order": body,
        "interleaved": sorted(body, key=lambda line: (line.page, line.y, line.x)),
        "shuffled": _mixed(body, dice),
    }[order]
    truth = contract_truth(contract, [title, *body])
    return truth.finish(name, Press().draw([title, *drawn]).save(), dice)


def two_columns(dice: random.Random, language: str) -> Sample:
    return _columns(2, "two columns", "in order", dice, language)


def two_columns_interleaved(dice: random.Random, language: str) -> Sample:
    return _columns(2, "two columns, line by line", "interleaved", dice, language)


def two_columns_shuffled(dice: random.Random, language: str) -> Sample:
    return _columns(2, "two columns, shuffled", "shuffled", dice, language)


def three_columns(dice: random.Random, language: str) -> Sample:
    return _columns(3, "three columns", "in order", dice, language)


def three_columns_shuffled(dice: random.Random, language: str) -> Sample:
    return _columns(3, "three columns, shuffled", "shuffled", dice, language)


def vertical(dice: random.Random, language: str) -> Sample:
    """Columns from right to left in a font that runs downwards."""
    contract, lines = _vertical_lines(dice, language)
    return contract_truth(contract, lines).finish("vertical", Press().draw(lines, *_LANDSCAPE).save(), dice)


def vertical_by_glyph(dice: random.Random, language: str) -> Sample:
    """Columns from right to left, each glyph of an upright font set on its own."""
    contract, lines = _vertical_lines(dice, language)
    glyphs = [
        Line(line.page, x - width(char) * line.size / 2, y + 0.38 * line.size, char, line.size)
        for line in lines
        for char, (x, y) in zip(line.text, line.centres(), strict=True)
    ]
    press = Press().draw(glyphs, *_LANDSCAPE)
    return contract_truth(contract, lines).finish("vertical by glyph", press.save(), dice)


def vertical_with_ruby(dice: random.Random, language: str) -> Sample:
    contract, lines = _vertical_lines(dice, language)
    drawn, ruby = [], []
    for line in lines:
        drawn.append(line)
        at = dice.randrange(len(line.text) - 2) if len(line.text) > 4 and dice.random() < 0.4 else None
        if at is not None:
            reading = "".join(dice.sample("あいうえおかきくけこさしすせそ", 3))
            drawn.append(
                Line(line.page, line.x + 0.78 * SIZE, line.y + (at + 0.25) * SIZE, reading, SIZE / 2, down=True)
            )
            ruby.append(reading)
    truth = contract_truth(contract, lines)
    return truth.finish("vertical with ruby", Press().draw(drawn, *_LANDSCAPE).save(), dice)


def _vertical_lines(dice: random.Random, language: str) -> tuple[Contract, list[Line]]:
    contract = vocabulary.write(language, dice)
    rows, columns = 40, 26
    lines, page, column = [], 1, 0
    for line in set_type(contract.paragraphs, [Frame(1, 0, 0, rows * SIZE, 10_000)]):
        if column == columns:
            page, column = page + 1, 0
        lines.append(Line(page, HEIGHT - 80 - column * 2 * SIZE * 1.3, 80, line.text, down=True))
        column += 1
    return contract, lines


def ruby(dice: random.Random, language: str) -> Sample:
    """Readings in small type over words, written right after each word, as browsers do."""
    contract = vocabulary.write(language, dice)
    lines = set_type(contract.paragraphs, pages())
    drawn = []
    for line in lines:
        at = dice.randrange(1, len(line.text) - 3) if len(line.text) > 6 else None
        if at is None or any(mark < "\u0250" for mark in line.text):
            drawn.append(line)
            continue
        reading = "".join(dice.sample("たちつてとなにぬねのはひふへほ", 4))
        drawn += [
            replace(line, text=line.text[: at + 2]),
            Line(line.page, line.x + at * SIZE, line.y - 0.95 * SIZE, reading, SIZE / 2),
            replace(line, x=line.x + (at + 2) * SIZE, text=line.text[at + 2 :]),
        ]
    return contract_truth(contract, lines).finish("ruby", Press().draw(drawn).save(), dice)


def turned_pages(dice: random.Random, language: str) -> Sample:
    """Upright pages that are stored turned, each by another quarter."""
    contract = vocabulary.write(language, dice, articles=20)
    lines = set_type(contract.paragraphs, pages())
    press = Press()
    for number in range(1, max(line.page for line in lines) + 1):
        press.leaf(rotate=(90, 270, 180)[number % 3])
    return contract_truth(contract, lines).finish("turned pages", press.draw(lines).save(), dice)


def turned_text(dice: random.Random, language: str) -> Sample:
    """Text that runs upwards on an upright page, as a wide table in a tall document."""
    contract = vocabulary.write(language, dice, articles=6)
    lines = [
        Line(line.page, line.y, HEIGHT - line.x, line.text, line.size, turn=1)
        for line in set_type(contract.paragraphs, pages(rows=24))
    ]
    return contract_truth(contract, lines).finish("turned text", Press().draw(lines).save(), dice)


def narrow_headings(dice: random.Random, language: str) -> Sample:
    """Headings that fill a narrow column to its edge, with text right below; labels are checked line by line."""
    contract = vocabulary.write(language, dice)
    paragraphs = []
    for article in contract.articles:
        paragraphs += [article.first_line, *article.paragraphs]
    wide = max(sum(map(width, article.first_line)) for article in contract.articles) * SIZE + 1
    lines = set_type(paragraphs, (Frame(page, LEFT, TOP, wide, 36) for page in range(1, 99)))
    return contract_truth(contract, lines).finish("headings that fill the line", Press().draw(lines).save(), dice)


def english(dice: random.Random, language: str) -> Sample:
    """Two languages side by side, the English with words cut by hyphens."""
    contract = vocabulary.write(language, dice, articles=5)
    words = _ENGLISH.split()
    rows: list[str] = []
    line = ""
    for _ in range(160):
        word = dice.choice(words)
        room = 34 - len(line)
        if len(word) <= room:
            line += word + " "
        elif room > 4 and len(word) > 7:
            rows.append(line + word[: room - 2] + "-")
            line = word[room - 2 :] + " "
        else:
            rows.append(line.rstrip())
            line = word + " "
    left = set_type(contract.paragraphs[1:], [Frame(1, LEFT, TOP, 210, 10_000)])[:36]
    right = [Line(1, LEFT + 240, TOP + row * PITCH, text) for row, text in enumerate(rows[:36])]
    truth = Truth([*left, *right])
    joined = "".join(line.text for line in left)
    for line in right:
        joined += line.text[:-1] if line.text.endswith("-") else line.text + " "
    truth.others = (joined,)
    return truth.finish("two languages with hyphens", Press().draw([*left, *right]).save(), dice)


KINDS = (
    (plain_page, vocabulary.LANGUAGES), (indented, ("zh-Hans", "ja")), (shuffled, vocabulary.LANGUAGES),
    (in_pieces, ("zh-Hans", "ko")), (two_columns, vocabulary.LANGUAGES), (two_columns_interleaved, ("zh-Hant", "ja")),
    (two_columns_shuffled, ("zh-Hans", "ko")), (three_columns, ("zh-Hans", "ja")), (three_columns_shuffled, ("zh-Hant", "ja")),
    (vertical, ("ja", "zh-Hant")), (vertical_by_glyph, ("ja",)), (vertical_with_ruby, ("ja",)), (ruby, ("ja",)),
    (turned_pages, ("zh-Hans", "ja", "ko")), (turned_text, ("zh-Hans", "ja")), (narrow_headings, ("zh-Hans", "ja", "ko")),
    (english, ("zh-Hans",)),
)  # fmt: skip
