"""However a contract sets its head, the parties are the same: every way to write a head, with names of every kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.outline.section import Definition, Outline
from pipeline.outline.tree import build
from tests.outline.planted import document

HEADS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted((Path(__file__).parent / "heads").glob("*.json"))
}
EACH = [(language, head) for language, heads in HEADS.items() for head in heads["heads"]]
NUMBERS = (["一", "二", "三"], ["１", "２", "３"], ["1", "2", "3"])
BLANKS = ("____________", "　　　　　　")


def outline(language: str, head: str, first: str, second: str, roles: tuple[str, str]) -> Outline:
    given = HEADS[language]
    filled = head.replace("{body}", given["body"]).replace("{first}", first).replace("{second}", second)
    filled = filled.replace("{first_role}", roles[0]).replace("{second_role}", roles[1])
    text = f"{given['title']}\n\n{filled}" + ("" if "{body}" in head else f"\n{given['body']}")
    return build(document(text))


def parties(found: Outline) -> list[Definition]:
    return [each for each in found.definitions if each.kind == "party"]


@pytest.mark.parametrize(("language", "head"), EACH)
def test_parties_are_read_however_the_head_is_set(language: str, head: str) -> None:
    names: list[str] = HEADS[language]["names"]
    roles: list[tuple[str, str]] = HEADS[language]["roles"]
    for index, first in enumerate(names):
        second = names[(index + 5) % len(names)]
        whole = outline(language, head, first, second, roles[index % len(roles)])
        found = parties(whole)
        assert ["".join(each.meaning.split()) for each in found] == ["".join(name.split()) for name in (first, second)]
        assert all(each.term or each.role for each in found)
        assert [each.section.label[1:-1].strip() for each in whole.articles[-3:]] in NUMBERS


@pytest.mark.parametrize(("language", "head"), EACH)
def test_a_blank_in_a_head_names_nobody(language: str, head: str) -> None:
    for blank in BLANKS:
        found = parties(outline(language, head, blank, blank, HEADS[language]["roles"][0]))
        assert [each.meaning for each in found if each.meaning] == []


@pytest.mark.parametrize("width", range(28, 44, 4))
@pytest.mark.parametrize("language", ["ja", "ko"])
def test_a_name_that_a_page_width_broke_is_whole(language: str, width: int) -> None:
    given = HEADS[language]
    for index, first in enumerate(given["names"]):
        second = given["names"][(index + 5) % len(given["names"])]
        if " " in first + second or "\u3000" in first + second:
            continue  # a space at the end of a line is lost
        head = given["heads"][0].replace("{first}", first).replace("{second}", second).strip()
        lines = "\n".join(head[at : at + width].strip() for at in range(0, len(head), width))
        text = f"{given['title']}\n\n{lines}\n\n{given['body']}"
        named = ["".join(each.meaning.split()) for each in parties(build(document(text)))]
        assert named == [first, second]
