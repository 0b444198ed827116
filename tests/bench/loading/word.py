"""Kinds of DOCX: numbers that Word writes itself, revisions, hidden text, and what stands around paragraphs."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.bench.loading import vocabulary
from tests.bench.loading.sample import Sample, labels
from tests.loaders.docx_file_maker import level, make, numbered, numbering, paragraph, row, table, tc, text

_PAGE_CHARS = 900
# Chapter, article, clause and item: format, pattern, and the article's number as printed.
_LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "zh-Hans": (("chineseCounting", "第%1章"), ("chineseCountingThousand", "第%2条"), ("decimal", "%2.%3"), ("decimal", "（%4）")),
    "zh-Hant": (("taiwaneseCountingThousand", "第%1章"), ("taiwaneseCountingThousand", "第%2條"), ("decimal", "%2.%3"), ("decimal", "（%4）")),
    "ja": (("japaneseCounting", "第%1章"), ("decimal", "第%2条"), ("decimalFullWidth", "%3"), ("aiueoFullWidth", "（%4）")),
    "ko": (("decimal", "제%1장"), ("decimal", "제%2조"), ("decimalEnclosedCircle", "%3"), ("ganada", "%4.")),
}  # fmt: skip
_KANA, _GANADA = "アイウエオカキクケコ", "가나다라마바사아자차"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩"


def _levels(language: str) -> str:
    legal = "<w:isLgl/>" if language.startswith("zh") else ""
    extras = ("", '<w:lvlRestart w:val="0"/>', legal, "")
    return numbering(
        *(level(depth, form, shown, extras[depth]) for depth, (form, shown) in enumerate(_LISTS[language]))
    )  # fmt: skip


def _clause(language: str, article: int, clause: int) -> str:
    if language == "ja":
        return chr(0xFF10 + clause)
    return _CIRCLES[clause - 1] if language == "ko" else f"{article}.{clause}"


def _item(language: str, item: int) -> str:
    if language == "ja":
        return f"（{_KANA[item - 1]}）"
    return f"{_GANADA[item - 1]}." if language == "ko" else f"（{item}）"


def _chapter(language: str, number: int) -> str:
    if language == "ko":
        return f"제{number}장"
    return f"第{vocabulary.han(number)}章"


def numbers(dice: random.Random, language: str, articles: int = 40) -> Sample:
    """Chapters, articles that count on through them, clauses and items, none of whose numbers stands in the text."""
    body, seen, marks = [], [], []
    for article in range(1, articles + 1):
        if article % 8 == 1:
            title = dice.choice(vocabulary.PHRASES[language].headings)
            body.append(numbered(title))
            seen.append(_chapter(language, article // 8 + 1) + title)
        heading = dice.choice(vocabulary.PHRASES[language].headings)
        body.append(numbered(heading, level=1))
        seen.append(vocabulary.label(language, article) + heading)
        first = ""
        for clause in range(1, dice.randint(2, 5)):
            sentence = vocabulary.sentence(language, dice)
            first = first or _clause(language, article, clause) + sentence
            body.append(numbered(sentence, level=2))
            seen.append(_clause(language, article, clause) + sentence)
            for item in range(1, dice.randint(1, 4)):
                body.append(numbered(sentence[:12], level=3))
                seen.append(_item(language, item) + sentence[:12])
        marks.append((vocabulary.label(language, article), heading + first))
    data = make("".join(body), numbering=_levels(language))
    return _sample("Word's own numbers", data, seen, labels(marks))


def _sample(
    name: str, data: bytes, seen: list[str], marks: tuple[str, ...] = (), unseen: tuple[str, ...] = ()
) -> Sample:
    shown = "".join(seen)
    return Sample(name, ".docx", data, (shown,), max(1, len(shown) // _PAGE_CHARS), marks, unseen=unseen)


def _around(name: str, wrap: Callable[[str], str], seen: bool, dice: random.Random, language: str) -> Sample:
    """A contract with typed numbers in which one sentence of each article is wrapped in XML of some kind."""
    contract = vocabulary.write(language, dice)
    body, shown, unseen = [paragraph(contract.title)], [contract.title], []
    for number, article in enumerate(contract.articles):
        special = f"{_MARKS[language]}{number}{dice.randint(100, 999)}"
        first, *rest = article.paragraphs
        body += [
            paragraph(article.first_line),
            paragraph(text(first[:9]) + wrap(special) + text(first[9:])),
            *map(paragraph, rest),
        ]
        shown += [article.first_line, first[:9] + (special if seen else "") + first[9:], *rest]
        unseen.append(special)
    marks = labels((each.label, each.heading) for each in contract.articles)
    return _sample(name, make("".join(body)), shown, marks, () if seen else tuple(unseen))


_MARKS = {"zh-Hans": "补充事项", "zh-Hant": "補充事項", "ja": "特記事項", "ko": "특기사항"}
_BY = 'w:id="7" w:author="A" w:date="2026-01-05T09:00:00Z"'


def _deleted(words: str) -> str:
    return f"<w:del {_BY}><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def _moved_from(words: str) -> str:
    return f"<w:moveFrom {_BY}>{text(words)}</w:moveFrom>"


def _ruby(words: str) -> str:
    reading = text("よみがな")
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{reading}</w:rt><w:rubyBase>{text(words)}</w:rubyBase></w:ruby></w:r>"


def _field(words: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText> REF a \\h </w:instrText></w:r>{mark('separate')}{text(words)}{mark('end')}"
    )


UNSEEN: dict[str, Callable[[str], str]] = {
    "deleted": _deleted, "moved away": _moved_from, "hidden": lambda words: text(words, "<w:vanish/>"),
    "field code": lambda words: f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{words}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
}  # fmt: skip
SEEN: dict[str, Callable[[str], str]] = {
    "inserted": lambda words: f"<w:ins {_BY}>{text(words)}</w:ins>",
    "moved here": lambda words: f"<w:moveTo {_BY}>{text(words)}</w:moveTo>",
    "content control": lambda words: f"<w:sdt><w:sdtPr/><w:sdtContent>{text(words)}</w:sdtContent></w:sdt>",
    "hyperlink": lambda words: f'<w:hyperlink w:anchor="a">{text(words)}</w:hyperlink>', "field result": _field,
    "smart tag": lambda words: f'<w:smartTag w:uri="u" w:element="e">{text(words)}</w:smartTag>', "ruby": _ruby,
    "custom XML": lambda words: f'<w:customXml w:element="e">{text(words)}</w:customXml>',
}  # fmt: skip


def _maker(name: str, wrap: Callable[[str], str], seen: bool) -> Callable[[random.Random, str], Sample]:
    def make_one(dice: random.Random, language: str) -> Sample:
        return _around(name, wrap, seen, dice, language)

    return make_one


def tables(dice: random.Random, language: str) -> Sample:
    """Rows with merged and empty cells and a table inside a cell."""
    body, seen = [paragraph(vocabulary.PHRASES[language].title)], [vocabulary.PHRASES[language].title]
    for number in range(1, 9):
        cells = [str(number), vocabulary.sentence(language, dice), "", vocabulary.name(language, dice)]
        inner = vocabulary.sentence(language, dice)
        wide = tc(paragraph(inner), '<w:gridSpan w:val="4"/>')
        nested = tc(table(row(cells[0], cells[3])) + paragraph(""))
        body += [table(row(*cells), row(wide), row(nested, inner))]
        seen += [*cells, inner, cells[0], cells[3], inner]
    return _sample("tables", make("".join(body)), seen)


def long(dice: random.Random, language: str) -> Sample:
    """Figures, whatever the language: what Word prints beyond 第九十九条 differs from version to version."""
    return numbers(dice, "ko" if language == "ko" else "ja", 1200)


_TURNS = ("zh-Hans", "ja", "ko", "zh-Hant")
KINDS = (
    (numbers, ("zh-Hans", "zh-Hant", "ja", "ko")),
    *((_maker(name, wrap, False), (_TURNS[place % 4],)) for place, (name, wrap) in enumerate(UNSEEN.items())),
    *((_maker(name, wrap, True), (_TURNS[place % 4],)) for place, (name, wrap) in enumerate(SEEN.items())),
    (tables, ("zh-Hans", "ko")),
)  # fmt: skip
