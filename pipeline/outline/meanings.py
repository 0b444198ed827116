"""Sentences that say what a word stands for: “交付物”指…, 「成果物」とは…をいう, "제품"이란 …을 말한다, "Fees" means …."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outline.section import Definition
from pipeline.text.regex import regex

_HEAD = regex(
    r"[“\"「『＂‘'](?P<term>[^\n“”\"「」『』＂‘’']{1,40})[”\"」』＂’']\s*[：:]?\s*"
    r"(?:(?:系|係|是|即|均|应|所)?指|意指|とは、?|\(?이?\)?란|\(?이?\)?라\s?함은|(?:shall\s)?means?\b|has\sthe\smeaning\b)\s*[：:，,]?\s*(?=[^\n。；;])"
)
# Where a meaning ends: with its sentence, or where the next word is defined.
_STOP = regex(
    r"[\n。；;]|を?(?:いい|指し)[、,]\s?(?=[「『“\"])|(?:[을를]?\s?(?:말하|뜻하|의미하|가리키|일컬으)|이)[고며][、,]?\s?(?=[「『“\"‘'])|"
    r"(?<=[다요]\.)(?:\s|(?=[0-9①-⑳“\"‘]))|\s(?=[0-9]{1,2}[.)]\s?[“\"‘「『])|"
    r"[.,]?\s(?:and\s)?(?=[“\"][^“”\"\n]{1,40}[”\"]\s(?:shall\s)?(?:means?|has)\b)"
)
_SAYS = regex(
    r"(?:を?い(?:う|います)(?:ものと(?:する|します))?|[를을]?\s?(?:말|뜻|의미)(?:한다|합니다|하는\s?것으로\s?한다)\.?)$"
)
_LONGEST_CHARS = 300


def meanings(text: str) -> Iterator[Definition]:
    """The definitions of such sentences, in the order of the text."""
    for head in _HEAD.finditer(text):
        limit = min(head.end() + _LONGEST_CHARS, len(text))
        stop = _STOP.search(text, head.end(), limit)
        end = stop.start() if stop else limit
        said = text[head.end() : end].strip()
        meaning = _SAYS.sub("", said) or said
        yield Definition("term", head["term"].strip(), meaning, None, head.start(), max(end, head.end()))
