"""The sentences of the gold contracts, as a lawyer of each country might write them.

A file a language in wording/. `# kind titles roles` begins the articles of a kind of contract, `# any` those of all,
`# head` and `# foot` what stands around them. `## types: titles` begins an article, `--` another wording of it, `- ` a
clause of its own, `{slot}` a value. `## issue types: titles` below `# flaws` begins an article that says something against
itself, or would with other values; `= right / wrong` are the words of one that turns on a word. The engine's cues are not looked at here, and the engine does not look here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("zh-Hans", "zh-Hant", "ja", "ko")
_FOLDER: Final = Path(__file__).parent / "wording"


@dataclass(frozen=True, slots=True)
class Article:
    types: tuple[str, ...]
    titles: tuple[str, ...]
    bodies: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of contract: its titles, the two roles, its own articles."""

    name: str
    titles: tuple[str, ...]
    roles: tuple[str, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    kinds: tuple[Kind, ...]
    common: tuple[Article, ...]
    heads: tuple[tuple[str, ...], ...]
    feet: tuple[tuple[str, ...], ...]
    flaws: dict[str, Article]
    annex: str
    contents: str
    parts: tuple[str, ...]
    agreement: str


@cache
def wording(language: str) -> Wording:
    parts = re.split(r"^# ", (_FOLDER / f"{language}.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    named = {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in parts}
    return Wording(
        kinds=tuple(_kind(head, body) for head, body in named.items() if " " in head),
        common=_articles(named["any"]),
        heads=_bodies(named["head"]),
        feet=_bodies(named["foot"]),
        flaws=dict(_flaw(article) for article in _articles(named["flaws"])),
        annex=named["annex"].strip(),
        contents=named["contents"].strip(),
        parts=_bodies(named["parts"])[0],
        agreement=named["agreement"].strip(),
    )


def _kind(head: str, body: str) -> Kind:
    match = re.fullmatch(r"(\w+) (.+) (\S+/\S+)", head)
    assert match, head
    return Kind(match[1], tuple(match[2].split("/")), tuple(match[3].split("/")), _articles(body))


def _flaw(article: Article) -> tuple[str, Article]:
    """The issue, which stands before the types, and the article that has it or might have it."""
    code, _, types = ",".join(article.types).partition(" ")
    return code, Article(tuple(types.split(",")), article.titles, article.bodies)


def _articles(body: str) -> tuple[Article, ...]:
    made = []
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        head, text = part.split("\n", 1)
        types, titles = head.split(": ", 1)
        made.append(Article(tuple(types.split(",")), tuple(titles.split("/")), _bodies(text)))
    return tuple(made)


def _bodies(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, each.split("\n"))) for each in re.split(r"^--\n", text, flags=re.MULTILINE))
