"""One contract of the gold set: the text, and a gold record of everything that was planted in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any, Final

from tests.gold.draft import Draft, Label
from tests.gold.flaws import BY_ROLE, CODES, ORDERS, given, lasting, orders
from tests.gold.layout import Layout, layout, numbered
from tests.gold.people import Side, details, sides
from tests.gold.wording import Article, Kind, wording

_FORM_SHARE: Final = 0.2
_MOST_COMMON: Final = 12


@dataclass(frozen=True, slots=True)
class Planned:
    """What a contract says against itself (`wrong`), and where it says the same kind of thing soundly (`right`)."""

    wrong: Collection[str] = ()
    right: Collection[str] = ()

    @property
    def all(self) -> list[str]:
        return [code for code in CODES if code in self.wrong or code in self.right]


@dataclass(frozen=True, slots=True)
class Contract:
    """`labels` are the numbers that a word processor may write itself."""

    text: str
    record: dict[str, Any]
    labels: Sequence[Label]
    layout: Layout


def make(seed: str, language: str, kind: Kind, planned: Planned) -> Contract:
    """The same for the same seed."""
    random = Random(seed)
    in_full = not BY_ROLE.isdisjoint(planned.all)
    both, introduction = sides(random, language, kind.roles, in_full)
    draft = Draft(random, language, both, random.random() < _FORM_SHARE, random.choice(kind.titles))
    _head(draft, introduction, in_full)
    shown = layout(random, language)
    articles = _articles(random, language, kind, planned)
    order = orders(next((code for code in planned.wrong if code in ORDERS), None), len(articles))
    for position, (code, article) in enumerate(articles):
        if heading := shown.chapter(position):
            draft.text += heading + "\n"
        _take(draft, code, planned)
        _article(draft, shown, order[position], order[position - 1] if position else 0, article)
    _take(draft, "signature_name_differs", planned)
    _foot(draft, planned)
    _annex(draft, planned)
    noted = {"clauses": draft.clauses, "mentions": draft.mentions, "issues": draft.issues}
    record = {"document": {"language": language}, **noted}
    return Contract(draft.text, record, draft.labels, shown)


def _articles(random: Random, language: str, kind: Kind, planned: Planned) -> list[tuple[str | None, Article]]:
    """The kind's own, then common ones, and among these what may be said against itself."""
    own = {kind_type for article in kind.articles for kind_type in article.types}
    common = [article for article in wording(language).common if not own & set(article.types)]
    chosen = random.sample(common, min(len(common), _MOST_COMMON))
    rest: list[tuple[str | None, Article]] = [(None, article) for article in common if article in chosen]
    for code in planned.all:
        if (flaw := wording(language).flaws.get(code)) and flaw.types != ("foot",):
            rest.insert(random.randrange(len(rest)), (code, flaw))
    return [*((None, article) for article in kind.articles), *rest]


def _take(draft: Draft, code: str | None, planned: Planned) -> None:
    """Takes the values of an article in hand, wrong or right."""
    wrong = code in planned.wrong
    draft.issue = code if wrong else None
    random = draft.random
    draft.given = given(code, random, wrong, draft.language, draft.sides) if code else lasting(random)


def _head(draft: Draft, introduction: str, in_full: bool) -> None:
    heads = wording(draft.language).heads
    chosen = next(head for head in heads if "{partyA}" in head) if in_full else draft.random.choice(heads)
    for line in chosen:
        if line in ("{partyA}", "{partyB}"):
            _party(draft, draft.sides["AB".index(line[-2])], introduction)
        elif line == "{introduced}":
            _introduced(draft)
        else:
            draft.write(line + "\n")


def _party(draft: Draft, side: Side, introduction: str) -> None:
    pattern = introduction if side.alias else "{role}：{name}"
    line = pattern.format(alias=side.alias, role=side.role, name=side.name)
    _note_party(draft, side, line)
    draft.text += line + "\n"
    for detail in details(draft.random, draft.language):
        draft.text += detail + "\n"


def _note_party(draft: Draft, side: Side, line: str) -> None:
    value = {"name": side.name, "alias": side.alias} | ({"role": side.role} if side.written_role else {})
    at = {"start": len(draft.text), "end": len(draft.text) + len(line)}
    draft.mentions.append({"kind": "party", "value": value, **at})


def _introduced(draft: Draft) -> None:
    """Both parties in a sentence, by names alone."""
    for index, (each, alias) in enumerate(zip(draft.sides, "甲乙" if draft.language == "ja" else "갑을", strict=True)):
        side = Side(each.name, each.role, alias, False)
        draft.sides[index] = side
        said = (
            f"{side.name}（以下「{alias}」という。）"
            if draft.language == "ja"
            else f"{side.name}(이하 “{alias}”이라 한다)"
        )
        _note_party(draft, side, said)
        joins = (
            ("と", "とは、次のとおり契約を締結した。")
            if draft.language == "ja"
            else ("와 ", "는 다음과 같이 약정한다.")
        )
        draft.text += said + joins[index]
    draft.text += "\n"


def _article(draft: Draft, shown: Layout, number: int, before: int, article: Article) -> None:
    label = shown.label(number)
    start, title = len(draft.text), draft.random.choice(article.titles)
    opening, _, closing = shown.titled.partition("{body}")
    ahead, _, behind = opening.replace("{title}", title).partition("{number}")
    draft.write(ahead)
    draft.label(label, 0, number, before)
    draft.write(behind)
    _body(draft, shown, label, draft.random.choice(article.bodies))
    draft.text += closing
    _note_clause(draft, start, str(number), article.types)
    draft.text += "\n\n" if shown.blank_lines else "\n"


def _note_clause(draft: Draft, start: int, number: str | None, types: Sequence[str]) -> None:
    clause = {"types": list(types), "start": start, "end": len(draft.text), "quote": draft.text[start:]}
    draft.clauses.append(clause | ({"number": number} if number else {}))


def _body(draft: Draft, shown: Layout, label: str, lines: Sequence[str]) -> None:
    lines = _worded(draft, lines)
    order = iter(pairwise([0, *orders(draft.issue, len(lines))]))
    for index, line in enumerate(lines):
        is_clause = line.startswith("- ")
        fresh = draft.text.endswith("\n")
        if index or (is_clause and not fresh):
            draft.text += "\n"
            fresh = True
        draft.text += shown.indent if fresh and "\t" not in line else ""
        if is_clause:
            before, number = next(order)
            draft.label(numbered(shown.sub, number, number=label), 1, number, before)
        draft.write(line.removeprefix("- "))


def _worded(draft: Draft, lines: Sequence[str]) -> Sequence[str]:
    """The lines without that of the two words (= right / wrong), of which one is chosen."""
    if not lines[-1].startswith("= "):
        return lines
    right, wrong = lines[-1].removeprefix("= ").split(" / ")
    draft.given = {"right": right, "chosen": wrong if draft.issue else right}
    return lines[:-1]


def _foot(draft: Draft, planned: Planned) -> None:
    signed = wording(draft.language).flaws["signature_name_differs"].bodies
    feet = signed if "signature_name_differs" in planned.all else wording(draft.language).feet
    for line in draft.random.choice(feet):
        draft.write(line + "\n")


def _annex(draft: Draft, planned: Planned) -> None:
    """The annex that an article leaves something to, where it is not missing."""
    if "annex_missing" in planned.right:
        _take(draft, "annex_missing", planned)
        start = len(draft.text)
        draft.write(wording(draft.language).annex)
        _note_clause(draft, start, None, ["other"])
        draft.text += "\n"
