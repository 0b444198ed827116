"""Heading or mention? How much a marker that names its unit looks like a heading where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.outline.lines import Lines
from pipeline.outline.markers import GAP, Marker
from pipeline.text.regex import regex

NEVER = -20.0
OPENING = ("", "【", "[", "〔", "［", "<", "＜")
"""What may stand before a number that begins its line."""
_AHEAD_CHARS, _BEHIND_CHARS = 48, 12

_NUMERIC = r"[0-9０-９一二三四五六七八九十百]{1,4}"
# What follows a number that is mentioned, not headed, when it follows without a space.
_MENTION = regex(
    r"约定|約定|规定|規定|所[列述载載约約规規定]|的|之[^一二三四五六七八九十0-9]|中(?=包[含括]|[约約规規所的述提，,、。；;）)」”关關]|$)|其(?![他它余餘])|项|項|款|第(?=[0-9０-９一二三四五六七八九十]{1,3}[款项項号號目])|前[款段]|后段|"
    r"及|和|与|與|或|至|到|、(?:第|前|本[条條款项項号號])|[,，。；;~～]|内容(?=.)|下(?![列])|"
    r"(?!この|これら?は|その|あらかじめ|いずれ|いかなる|すべて)[ぁ-ゖ]|又は|並び|若しくは|乃至|各号|各項|所定|本文|ただし|但書|前段|後段|記載|"
    r"(?:[을를은는과와에의도]|이(?= )|으로|로|부터|까지|내지|및|또는|제|각|에서|본문|단서|소정)|[-−–](?=[0-9])|[』」》]"
)
# What cannot begin a title, even where its number is the one that is missing.
_SURE_MENTION = regex(
    r"第[0-9０-９一二三四五六七八九十]{1,3}[款项項号號目]|[规規]定|[约約]定(?!事[项項]|[条條]件|[义義])|所[称稱述列]|"
    r"に(?:定|規|基|よ|従)|の(?:規定|定め)|에 ?(?:따|의|서)|의 ?규정"
)
# The same after a space: only what no heading begins with.
_SPACED_MENTION = regex(
    r"约定|約定|规定的|規定的|所[列述约約]|的|之|及(?![ \u3000])|或|第.{1,6}[款项項号號](?:的|约|約|规|規|所|に|の|を|は|及|又)|"
    r"[のにはをがと](?=[^ァ-ヶ])|に定め|に基づ|"
    r"및|또는|내지|부터|까지|에 |에서|의 |을 |를 |각 ?호|본문|단서|소정|제 ?[0-9]+ ?[항호](?:의|에|을|를|은|는|과|와|및|,|부터|까지|각)|"
    r"제 ?[0-9]+ ?조"
)
# Article 1 (Definitions) is a heading, Article 1(a) and Section 2 (ii) are none.
_ENGLISH_MENTION = regex(r"[ \xa0]*(?:[a-z,;)]|[(](?![A-Z][A-Za-z]{2,})|[.](?=\s[a-z]))")
# Article 1, Definition: a heading too, where nothing but a name stands behind the comma.
_NAMED_BEHIND_COMMA = regex(r", ?[A-Z][a-z]+(?: (?:[A-Z][a-z]+|of|and|or|the|to|for|in)){0,7}\s*")
_BEFORE_MENTION = regex(
    r"(?:根据|根據|按照|按|依照|依据|依據|依|照|违反|違反|适用|適用|遵守|合同|协议|協議|契約|契约|及|和|与|與|或|、|，|至|到|在|除|如|同|法|见|見|符合|"
    r"および|又は|または|及び|若しくは|並びに|ないし|から|[~～〜]|の|に|と|は|及|법|및|또는|계약|내지|과|와|의|본|,|"
    r"\b(?:in|of|to|and|or|under|with|by|per|see|this|the|from|pursuant to))$",
    re.IGNORECASE,
)
_CONTRACT_NAME = regex(r"(?<![本该該原])(?:合同|协议|協議|契約|契约|계약)$")
_HOLDER = regex(rf"[第제]\s?{_NUMERIC}\s?(?:部分|[章节節编編篇장절편])")
_SHORTEST_WRAPPED_CHARS = 10
_SENTENCE_BEFORE = regex(r"[。；;！？!?：:]$|[.．]$")
# 二、第五条修改为: what an amendment counts are the articles of another contract.
_NUMBERED = regex(rf"[（(]?(?:{_NUMERIC}|[①-⑳])[）)、.．]\s{{0,3}}")
_TITLE_ONLY = regex(r"\s*[（(【〔［\[][^（）()【】〔〕［］\[\]\n]{1,30}[）)】〕］\]]\s*")
_GLUED_TITLE = regex(r"[。．.]\s*([（(【〔［][^（）()【】〔〕［］\n]{1,30}[）)】〕］])\s*$")
_LONGEST_GLUED_CHARS = 40
_BRACKET = regex(rf"[（(【\[〔［「『<＜〈]{GAP}?(?P<inside>[^）)】\]〕］」』>＞〉\n]{{1,40}})")

# What follows the name of an article that is mentioned by number and name: 第5条（秘密保持）、第6条 and 第5条（秘密保持）の規定.
_NAMED_MENTION = regex(
    r"[）)】\]〕］]\s*(?:(?:[、,，]|及び|および|並びに|又は|または|と|和|与|與|或|及|및|또는|과|와)\s*(?:第|제)|の|에 ?(?:따|의하|의한|도)|의 ?규정)"
)
_OPENING_BRACKET = regex(r"[（(【\[〔［]")


def weigh(lines: Lines, marker: Marker) -> Marker:
    """The marker with its weight: about 5 for a sure heading, `NEVER` for a sure mention."""
    text = lines.text
    behind = _behind(lines, marker)
    ahead = text[marker.end : marker.end + _AHEAD_CHARS].split("\n", 1)[0]
    weight = behind + _ahead(ahead, marker.style.endswith(":en") or marker.style == "dotted")
    block = lines[lines.at(marker.start)].block
    if block is not None and block.kind == "heading" and block.start == marker.start:
        weight += 1.0
    return replace(marker, weight=max(weight, NEVER))


def _behind(lines: Lines, marker: Marker) -> float:
    index = lines.at(marker.start)
    line = lines[index]
    before = lines.text[max(line.start, marker.start - _BEHIND_CHARS) : marker.start]
    if before.strip() in OPENING:
        return 3.0 + (_above(lines, index - 1) if index else 0.0)
    ink = before.rstrip()
    if _NUMBERED.fullmatch(lines.text, line.start, marker.start):
        return NEVER
    if _SENTENCE_BEFORE.search(ink) or "\t" in before[len(ink) :]:
        return 0.5
    if _BEFORE_MENTION.search(ink) or ink[-1] in "》」』”\"'’（(「『“《[〔":
        return NEVER
    if ink[-1] in "）)】〕］]":
        if glued_title(lines.text, line.start, marker.start) is not None:
            return 0.5
        return 0.0 if is_title_only(lines.text, line.start, marker.start) else -3.0
    return 0.0 if ink != before else -2.0


def is_title_only(text: str, start: int, end: int) -> bool:
    """Whether all that stands before a number in its line is its title in brackets: （賃料）第4条."""
    return end - start <= 40 and _TITLE_ONLY.fullmatch(text, start, end) is not None


def glued_title(text: str, start: int, end: int) -> int | None:
    """Where a title in brackets begins that stands between a sentence and `end`: …する。（賃料）第４条."""
    found = _GLUED_TITLE.search(text, max(start, end - _LONGEST_GLUED_CHARS), end)
    return found.start(1) if found else None


def _above(lines: Lines, index: int) -> float:
    """What the end of the line above says: a sentence that goes on makes a mention of a wrapped number."""
    above = lines.string(index)
    wrapped = len(above) >= _SHORTEST_WRAPPED_CHARS and _BEFORE_MENTION.search(above[-_BEHIND_CHARS:])
    return -4.0 if wrapped and not _CONTRACT_NAME.search(above) and not _HOLDER.match(above) else 0.0


def _ahead(ahead: str, english: bool) -> float:
    ahead = ahead.removeprefix("**")
    rest = ahead.lstrip()
    spaced = len(rest) != len(ahead)
    if not rest:
        return 2.0
    if english:
        mentioned = _ENGLISH_MENTION.match(ahead) and not _NAMED_BEHIND_COMMA.fullmatch(ahead)
        return -5.0 if mentioned else 1.5
    if spaced:
        return -5.0 if _SPACED_MENTION.match(rest) else 2.0 if _BRACKET.match(rest) else 1.5
    if bracket := _BRACKET.match(rest):
        # 第1条（保守（委託）の趣旨）: a name with brackets of its own ends at the second.
        if _NAMED_MENTION.match(rest, bracket.end()) and not _OPENING_BRACKET.search(bracket["inside"]):
            return -6.0
        return -3.0 if re.fullmatch(_NUMERIC, bracket["inside"].strip()) else 2.0
    if _MENTION.match(rest):
        return -9.0 if _SURE_MENTION.match(rest) else -6.0
    return 1.0 if rest[0] in "：:.．、-—–" else 0.0
