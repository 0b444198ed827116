"""What brackets say that something will be called: （以下「甲」という。）, (이하 "갑"이라 한다), （以下简称甲方）."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.regex import regex

QUOTES: Final = "“”\"「」『』《》'‘’＂"
# A hard-wrapped line may end inside the brackets: （以下⏎「乙」という。）.
_INSIDE = r"[^（）()\n]{0,120}(?:\n[^（）()\n]{0,40})?"
ASIDE: Final = regex(rf"[（(](?P<inside>{_INSIDE})[）)]")
BRACKETS: Final = rf"[（(]{_INSIDE}[）)]"
"""The source of a pattern: the same without a group, for the brackets behind a name."""
_QUOTED_NAME = regex(
    r"(?P<lead>[^“\"「『'‘＂]{0,60})[“\"「『'‘＂](?P<term>[^“”\"「」『』'‘’＂]{1,40})[”\"」』'’＂].{0,40}", re.DOTALL
)
_LEAD = regex(
    r"\s*(?:以[ ]?下|下文|后文|後文|下?[简簡总總统統合]?[称稱]|本(?:合同|协议)|(?:[본이] ?(?:계약|협약)(?: ?중|에서)?,? ?)?이\s?하|$|"
    r"(?:hereinafter|hereafter|collectively|together|each|the|referred|as|individually)\b)",
    re.IGNORECASE,
)
# （代表取締役 乙川次郎、以下「乙」という。）, (활동명: 새벽, 이하 "을"이라 한다)
_TOLD_BEFORE = regex(r".{1,58}[、，,]\s*(?:以下|이하)\s*(?:[簡简]?[称稱][为為]?)?", re.DOTALL)
_BARE_NAME = regex(
    r"\s*(?:(?:[^（）()\n“”「」]{1,40}[、，,]\s*(?=以下))?(?:以下|下文)?(?:统|統|合)?下?[简簡]?[称稱](?:为|為)?\s*[：:]?\s*(?P<term>[^“”「」，。,\n]{1,12}?)"
    r"|以下、?(?P<short>[甲乙丙丁])(?:という。?)?|以下、?(?P<said>[^“”「」\s、。]{1,12}?)と(?:いう|いいます|する|します|称する)。?|"
    r"이하 ?,? ?(?P<korean>(?!생략|중략|여백|빈칸|공란|없음|계속|동일|같|이 ?[조항법]|각)[^“”‘’'\"\s,.]{1,12}?)(?:(?:이라|라|으로|로) ?(?:한다|함|합니다|칭한다|칭함|칭합니다|한)[.]?)?)\s*"
)


# (이하 “갑이라 함): one forgot to close the quote.
_UNCLOSED = regex(
    r"\s*(?:以下|이하)[^“\"「『'‘\n]{0,8}[“\"「『'‘](?P<term>[甲乙丙丁갑을병정])(?:と|이?라|으?로)[^“”\"「」\n]{0,12}"
)


# 委托方：____，以下简称甲方；承接方：____，下稱「乙方」與…
_UNBRACKETED = regex(
    r"[，,、](?P<lead>(?:(?:以下|下文)?[简簡]|以下|下文?)[称稱][为為]?[ ]?)"
    r"(?P<name>[“「][^“”「」\n]{1,12}[”」]|(?![ぁ-ゖ])[^\s，,。；;、：:（）()“”「」的]{1,8}?)(?=[ ]?(?:[，,。；;]|[与與和及]|$))",
    re.MULTILINE,
)
_LEADS = ("", "称", "下称", "以下称", "以下简称", "以下简称为")
"""By their length."""


def with_brackets(text: str) -> str:
    """The text with brackets around the short names that stand behind a comma, place by place the same."""
    return _UNBRACKETED.sub(lambda found: f"（{_LEADS[len(found['lead']) - 1]}{found['name']}）", text)


def name_given(aside: str) -> str:
    """The name that the words in brackets give, "" where they give none."""
    quoted = _QUOTED_NAME.fullmatch(aside)
    if quoted and (_LEAD.match(quoted["lead"]) or _TOLD_BEFORE.fullmatch(quoted["lead"])):
        return quoted["term"].strip()
    if bare := _BARE_NAME.fullmatch(aside):
        return str(bare[bare.lastgroup or 0]).strip()
    unclosed = _UNCLOSED.fullmatch(aside)
    return unclosed["term"] if unclosed else ""


def first_name_given(line: str) -> tuple[str, int]:
    """The first name that brackets in a line give, and where those brackets end; ("", 0) without one."""
    named = ((name_given(aside["inside"]), aside.end()) for aside in ASIDE.finditer(line))
    return next((found for found in named if found[0]), ("", 0))
