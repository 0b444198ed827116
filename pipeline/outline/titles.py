"""The title of a section: in brackets, on the line of its number, on the line below, or on the line above."""

from __future__ import annotations

import re

from pipeline.outline.lines import Lines
from pipeline.text.regex import regex

_OPEN = "（(【[〔［「『<＜〈《"
_CLOSE = "）)】]〕］」』>＞〉》"
# A tag that came with the text, </contract>, is no title.
_TAG = r"</?[a-z]"
_BRACKETED = regex(
    rf"(?!{_TAG})[{re.escape(_OPEN)}]\s*(?P<title>[^\n{re.escape(_CLOSE)}]{{1,60}}?)\s*[{re.escape(_CLOSE)}]"
)
# （以下简称乙方） and （__________元） say something of what stands before them.
_ADDED = regex(r"以下|下[称稱]|.*(?:[_＿▁]{2}|[简簡][称稱])")
_ORDINAL = regex(r"[0-9０-９一二三四五六七八九十]{1,3}|[ivx]{1,4}|[①-⑳가나다라마바사아자차카타파하a-zA-Zア-ン]")
_COLONS = "：:\ufe30\ufe55\u2236"  # Taiwanese files set ︰ for ：
_SEPARATOR = f" \t\u3000\xa0*{_COLONS}.．、,，—–|｜│·・‧/／-"
_SENTENCE = regex(
    rf"^{_TAG}|"
    r"[，。；！？!?;]|^[\x00-\x7f]+,\s|以下|下列|如下|如次|次の|다음|[_＿]|\.\s*\S|[□☑]|[0-9０-９]{4}\s*[年년]|"
    r"[、，,]$|(?:する|した|ない|ある|いる|れる|せる|きる|とおり|通り|如下|如次|下列|다|함|음|オ)$|"
    r"(?:は|を|が)[^\n]{2}|(?:应当|应于|应向|不得|應當|不得|自[^\n]{2,12}起)|(?:은|는|을|를|에게|이|가)\s\S"
)
# What an English title with commas is and a sentence is not: Subscriptions, Billing & Payment; Taxes.
_CAPITALIZED = regex(r"[A-Z][\w'’-]*(?:[,;]?\s(?:[A-Z][\w'’-]*|&|of|and|or|the|to|for|in|on|by|with|an?))*")
_HAN_OR_KANA = regex(r"[\u3040-\u30ff\u4e00-\u9fff]")
# What says something of somebody, as no English title does: Party A authorizes Party B to distribute.
_PREDICATE = regex(
    r"[^\s(].*\s(?:(?:shall|will|must|may|can|is|are|was|were|has|have|hereby)\s+[a-z]|(?:agrees|authori[sz]es|undertakes)\s)"
)
# What follows a blank in brackets: [specify] day(s) before the end.
_GOES_ON = regex(r"\s[a-z]")
_COLON = regex(rf"(?P<title>[^{_COLONS}\n]{{1,20}})[{_COLONS}](?P<rest>.*)")
_STOPPED = regex(r"(?P<title>[^，。；：\s]{2,15})。[ \u3000]*(?P<rest>\S.{10,})")
_GAPPED = regex(r"(?P<title>[^\s]{2,16})[ \u3000\t\xa0]+(?P<rest>\S.*)")
# What a figure follows: 押金新臺幣 30,000 元.
_COUNTING = regex(r"(?:人民[币幣]|[台臺][币幣]|[共计計约約自至于於为為第每￥¥$])$")
_TABBED = regex(r"(?P<title>[^\t\n]{2,40}?)(?:\t|[ \u3000]{2,})\s*(?P<rest>\S.*)")
_ENGLISH = regex(r"(?P<title>[A-Z][\w,;&'’/ -]{1,70}?)[.:]\s+(?P<rest>[A-Z\"“(].*)")
_SUBJECT = regex(r"本(?:合同|协议|協議|契約|合約|工程|项目)|甲|乙|丙|双方|雙方|当事|當事|갑|을|본")
_AGREED = regex(r".{0,6}[双雙]方.{0,4}(?:[确確](?:定|认|認)|[约約]定|同意|商定)")
_LONGEST_CHARS = 30
_LATIN_WIDTH = 0.375  # of a Han character, in what a reader takes in at a glance


def bracketed(line: str) -> str | None:
    """The title of a line that is nothing but a title in brackets: （賃料）, 【付款】."""
    match = _BRACKETED.fullmatch(line)
    if match is None or _ORDINAL.fullmatch(match["title"]) or _ADDED.match(match["title"]):
        return None
    return match["title"]


def is_title(line: str) -> bool:
    """Whether a line may be a title: short and no sentence."""
    if len(line) > _LONGEST_CHARS:
        latin = len(line[: 4 * _LONGEST_CHARS].encode("ascii", "ignore"))
        if len(line) - (1 - _LATIN_WIDTH) * latin > _LONGEST_CHARS:
            return False
    if _PREDICATE.match(line):
        return False
    return bool(line) and (not _SENTENCE.search(line) or _CAPITALIZED.fullmatch(line) is not None)


def title(lines: Lines, start: int, end: int) -> str:
    """The title of a section whose label ends at `start`, "" where it has none; the section ends at `end`."""
    index = lines.at(start - 1)
    rest = lines.text[start : min(lines[index].end, end)].lstrip(_SEPARATOR + _CLOSE).rstrip()
    alone = index + 1 >= len(lines) or lines[index + 1].start >= end
    if rest:
        return _of_line(rest, alone)
    if alone:
        return ""
    below = lines.string(index + 1)
    if (inside := _BRACKETED.match(below)) and below[0] != "《" and not _ORDINAL.fullmatch(inside["title"]):
        return _clean(inside["title"])
    if (heading := _ENGLISH.fullmatch(below[:400])) and _CAPITALIZED.fullmatch(heading["title"]):
        return _clean(heading["title"])
    more = index + 2 < len(lines) and lines[index + 2].start < end
    return _clean(below) if more and is_title(below) and not below.endswith(tuple(_COLONS)) else ""


def _of_line(rest: str, alone: bool) -> str:
    """The title in what follows a label on its line. `alone`: the section has no other line."""
    if (match := _BRACKETED.match(rest)) and rest[0] != "《" and not _ORDINAL.fullmatch(match["title"]):
        return "" if _GOES_ON.match(rest, match.end()) else _clean(match["title"])
    if match := _ENGLISH.fullmatch(rest[:400]):
        return _clean(match["title"])
    for pattern in (_COLON, _STOPPED, _TABBED, _GAPPED):
        match = pattern.fullmatch(rest)
        if match and _parts_title(match["title"], match["rest"], pattern):
            return _clean(match["title"])
    heading = rest.rstrip(f"。.{_COLONS}") if len(rest) <= 16 and not alone else rest.rstrip(_COLONS)
    if is_title(heading) and not (alone and len(rest) > 12 and _SUBJECT.match(rest)):
        return _clean(heading)
    return ""


def _parts_title(before: str, rest: str, pattern: re.Pattern[str]) -> bool:
    """Whether a space or a colon parts a title from the text."""
    if not is_title(before) or before.endswith(("如下", "以下", "下列", "为", "是", "包括")):
        return False
    if pattern is _COLON:
        return (bool(rest) or len(before) > 1) and not _AGREED.fullmatch(before)
    if pattern is _STOPPED:
        return not _SUBJECT.match(before)
    if pattern is _GAPPED and (not _HAN_OR_KANA.search(before) or _SUBJECT.match(before) or _COUNTING.search(before)):
        return False
    return len(rest) > 20 or bool(_SENTENCE.search(rest)) or (pattern is _GAPPED and _SUBJECT.match(rest) is not None)


def _clean(written: str) -> str:
    return written.strip(_SEPARATOR + "。；;").rstrip(">＞")
