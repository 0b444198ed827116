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
_IN_AGREEMENT: Final = 3
SHAPES: Final = ("plain", "contents", "parts", "agreement", "twice", "cell")
"""With a table of contents; numbered anew in its second part; with an agreement of its own behind it; with another
contract behind it; in one cell of a table."""

_Numbered = tuple[str | None, Article, str]
"""An article with the code it may have, and its title."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a contract says against itself (`wrong`), and where it says the same kind of thing soundly (`right`)."""

    wrong: Collection[str] = ()
    right: Collection[str] = ()
    shape: str = "plain"

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
    in_a_cell: bool


def make(seed: str, language: str, kinds: Sequence[Kind], planned: Planned) -> Contract:
    """The same for the same seed; of the second kind is the contract behind the first, where there is one."""
    random = Random(seed)
    shown = layout(random, language, chapters=planned.shape != "parts")
    draft = Draft(random, language, [], random.random() < _FORM_SHARE)
    _whole(draft, shown, kinds[0], planned)
    if planned.shape == "twice":
        draft.text += "\n"
        draft.stretch += 1
        _whole(draft, shown, kinds[1], Planned(shape="twice"))
    noted = {"clauses": draft.clauses, "mentions": draft.mentions, "issues": draft.issues, "terms": draft.terms or {}}
    record = {"document": {"language": language}, **noted}
    return Contract(draft.text, record, draft.labels, shown, planned.shape == "cell")


def _whole(draft: Draft, shown: Layout, kind: Kind, planned: Planned) -> None:
    in_full = not BY_ROLE.isdisjoint(planned.all)
    draft.sides, introduction = sides(draft.random, draft.language, kind.roles, in_full, draft.sides)
    draft.title = draft.random.choice(kind.titles)
    draft.terms = _register(draft) if planned.shape != "twice" else None
    _head(draft, introduction, in_full)
    own, common = _articles(draft, kind, planned)
    texts = wording(draft.language)
    if planned.shape == "contents":
        _contents(draft, shown, [*own, *common], planned)
    if planned.shape == "parts":
        _stretch(draft, shown, own, Planned(), texts.parts[0])
        _stretch(draft, shown, common, planned, texts.parts[1])
    else:
        _stretch(draft, shown, [*own, *common], planned)
    _foot(draft, planned)
    _annex(draft, planned)
    if draft.terms and "term_against_dates" in planned.all:
        # Two terms stand in such a contract: nobody can tell its own.
        draft.terms = {name: term for name, term in draft.terms.items() if not name.endswith("_on")}
    if planned.shape == "agreement":
        _stretch(draft, shown, common[:_IN_AGREEMENT], Planned(), texts.agreement)


def _register(draft: Draft) -> dict[str, Any]:
    """What the head says of the contract."""
    parties = [{"name": side.name} for side in draft.sides]
    return {"title": {"value": draft.title}, "parties": {"value": parties}}


def _articles(draft: Draft, kind: Kind, planned: Planned) -> tuple[list[_Numbered], list[_Numbered]]:
    """The kind's own, and common ones, among these what may be said against itself."""
    random, texts = draft.random, wording(draft.language)
    own = {kind_type for article in kind.articles for kind_type in article.types}
    common = [article for article in texts.common if not own & set(article.types)]
    chosen = random.sample(common, min(len(common), _MOST_COMMON))
    rest: list[tuple[str | None, Article]] = [(None, article) for article in common if article in chosen]
    for code in planned.all:
        if (flaw := texts.flaws.get(code)) and flaw.types != ("foot",):
            rest.insert(random.randrange(_IN_AGREEMENT, len(rest)), (code, flaw))
    return (
        [(None, article, random.choice(article.titles)) for article in kind.articles],
        [(code, article, random.choice(article.titles)) for code, article in rest],
    )


def _contents(draft: Draft, shown: Layout, articles: Sequence[_Numbered], planned: Planned) -> None:
    draft.text += wording(draft.language).contents + "\n"
    for number, (_, _, title) in zip(_order(articles, planned), articles, strict=True):
        draft.write(f"{shown.label(number)} {title} ………… {1 + number // 4}\n")


def _order(articles: Sequence[_Numbered], planned: Planned) -> list[int]:
    """The articles' numbers."""
    return orders(next((code for code in planned.wrong if code in ORDERS), None), len(articles))


def _stretch(
    draft: Draft, shown: Layout, articles: Sequence[_Numbered], planned: Planned, heading: str | None = None
) -> None:
    """Articles whose numbers count on from 1."""
    if heading is not None:
        draft.stretch += 1
        draft.text += heading + "\n"
    order = _order(articles, planned)
    for position, (code, article, title) in enumerate(articles):
        if chapter := shown.chapter(position):
            draft.text += chapter + "\n"
        _take(draft, code, planned)
        _article(draft, shown, order[position], order[position - 1] if position else 0, article, title)


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


def _article(draft: Draft, shown: Layout, number: int, before: int, article: Article, title: str) -> None:
    label, start = shown.label(number), len(draft.text)
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
    _take(draft, "signature_name_differs", planned)
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
