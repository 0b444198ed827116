"""The two sides of published terms, as their sentence of conclusion names them: 本协议由您与北京…公司共同缔结。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.naming import ASIDE, BRACKETS, first_name_given, name_given
from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.word import PARTY, SELF, USER
from pipeline.outline.section import Definition
from pipeline.text.regex import regex

_BRACKETS = rf"(?:{BRACKETS}|[【\[][^【】\[\]\n]{{0,80}}[】\]])"
_JOIN = r"[ ]?[与與和及同跟][ ]?"
_USER_SIDE = rf"(?P<user>(?:[^，,。；;：:（）()\n]{{1,40}}?(?:{_BRACKETS})?的|[^，。；：（）()的\n]{{0,8}}?)?(?P<word>{USER}))(?P<called>(?:{_BRACKETS}){{0,2}})"
_OTHER_SIDE = rf"(?P<other>(?:[^，,。；;：:（）()【】\[\]\n]|{_BRACKETS}){{1,60}}?)"
_TAIL = r"[ ]?(?:之[间間]|[双雙]方|[，,]|共同|就|[关關][于於]|[签簽][订訂署]|[订訂]立|[缔締][结結]|[达達]成)"
_LEAD = r"(?:由|(?<![但只就要可])是|[系係]|(?<=[议議款同约約則则策])[为為])[ ]?"
_SIDES = (
    regex(rf"{_LEAD}{_USER_SIDE}{_JOIN}{_OTHER_SIDE}(?={_TAIL})"),
    regex(rf"{_LEAD}{_OTHER_SIDE}{_JOIN}{_USER_SIDE}(?={_TAIL})"),
)
_SENTENCE = regex(r"[^。\n]{8,300}")
# What is concluded is this text itself, and no contract that it tells of.
_THIS = regex(
    r"本[^，。；与與和由]{0,8}(?:[协協][议議]|[条條]款|合同|合[约約]|契[约約]|[规規][则則约約]|[约約]定|政策|[须須]知|[声聲]明|文件)|[》」]"
)
_CONCLUDES = regex(r"[缔締][结結]|[签簽][订訂署]|[订訂]立|[达達]成|之[间間]")
# …网站的运营方即食恪电子商务有限公司
_WHO_IS = regex(r"(?:[^\n]{0,40}的)?(?P<role>[\u4e00-\u9fff]{2,6}[方者人商])(?:即|[：:])(?=.{2})")
_NO_NAME = regex(
    r"[^\n]{0,40}(?:[的之][\u4e00-\u9fff]{2,6}|[^\n的]{1,20}(?:[运運][营營]|[经經][营營]|服[务務]|提供))[方者人商]"
)
# 本公司, 本平台: who publishes them
_OWN = regex(rf"{SELF.pattern}|本[^\W公]{{2,4}}")
# 您同意遵守, 即視為您已閱讀、瞭解並同意
_AGREES = regex(r"[您你](?=[^。\n您你]{0,24}(?:同意|接受))")
_HEAD_CHARS = 8_000


def agreed_parties(text: str, end: int) -> Iterator[Definition]:
    """The operator and the user, of the first sentence before `end` that says who concludes the terms."""
    for sentence in _SENTENCE.finditer(text, 0, min(end, _HEAD_CHARS)):
        if _THIS.search(sentence[0]) and _CONCLUDES.search(sentence[0]) and (sides := _sides(text, sentence)):
            yield from sorted(sides, key=lambda each: each.start)
            return


def user(text: str, end: int, found: Sequence[Definition]) -> list[Definition]:
    """The user that published terms define as the other party of who publishes them, or speak to."""
    parties = [each for each in found if each.kind == "party"]
    if len(parties) != 1 or not parties[0].meaning or not _OWN.fullmatch(parties[0].term):
        return []
    defined = next((each for each in found if each.kind == "term" and re.fullmatch(USER, each.term)), None)
    if defined is not None:
        return [replace(defined, kind="party", meaning="")]
    agrees = _AGREES.search(text)
    return [Definition("party", agrees[0], "", None, *agrees.span())] if agrees else []


def _sides(text: str, sentence: re.Match[str]) -> list[Definition]:
    for pattern in _SIDES:
        if found := pattern.search(text, *sentence.span()):
            called = [name_given(aside["inside"]) for aside in ASIDE.finditer(found[0])]
            lettered = any(PARTY.fullmatch(name) for name in (found["other"], *called))
            return [] if lettered else [_user(found), *_operator(text, found)]
    return []


def _user(found: re.Match[str]) -> Definition:
    called, _ = first_name_given(found["called"])
    role = found["word"] if called not in ("", found["word"]) and found["word"] not in "您你閣下阁下" else None
    return Definition("party", called or found["word"], "", role, found.start("user"), found.end("called"))


def _operator(text: str, found: re.Match[str]) -> Iterator[Definition]:
    """The other side; nobody where it is but a word for somebody whom the terms name elsewhere (本公司)."""
    start, end = found.span("other")
    term, _ = first_name_given(found["other"])
    words = ASIDE.sub(lambda aside: "" if _is_remark(aside["inside"]) else aside[0], found["other"])
    who = _WHO_IS.match(words)
    role = who["role"] if who else None
    words = words[who.end() :] if who else words
    if not term and (SELF.fullmatch(words) or re.fullmatch(r"本.{1,4}|平台", words)):
        return
    if _NO_NAME.fullmatch(words):
        yield Definition("party", term or words, "", words if term else None, start, end)
        return
    name = party_name(words).text
    if not term and name and not is_organisation(name) and (meant := _meant(text, name)):
        yield Definition("party", name, meant["company"], role, *meant.span())
        return
    if term or name or role:
        yield Definition("party", term or _called_later(text, name) or role or "", name, role, start, end)


def _is_remark(inside: str) -> bool:
    return bool(name_given(inside)) or "定" in inside


def _meant(text: str, name: str) -> re.Match[str] | None:
    """Where the text says which company a word means: 鹰角网络：指…的提供方，即上海鹰角网络科技有限公司."""
    return re.search(
        rf"{re.escape(name)}[”」\"]?[ ]?[：:]?[ ]?(?:是|系|即)?指[^。\n]{{0,80}}?"
        r"(?<![^\W即为是])(?P<company>(?:[^\W即为是]|[（()）]){4,30}?公司)",
        text,
    )


def _called_later(text: str, name: str) -> str:
    """浙江淘宝网络有限公司在协议中亦称为“淘宝”."""
    called = name and re.search(
        rf"{re.escape(name)}[^，。\n]{{0,10}}[称稱][为為]?[“「\"](?P<term>[^“”「」\"\n]{{1,20}})[”」\"]", text
    )
    return called["term"] if called else ""
