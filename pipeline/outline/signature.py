"""Where a contract is signed: the closing formula and the lines to sign on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.outline.lines import SENTENCE_END, Line, Lines
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.outline.words import form, words
from pipeline.text.regex import regex

_SENTENCE = regex(r"[。；;]\s*$|[다오음함][.]?\s*$|(?<![0-9])[.]\s*$|(?:生效|有效|[执執]一份)\s*$")
_ABBREVIATED = regex(r"\b(?:Ltd|Inc|Co|Corp|LLC|K[.]K)[.]\s*$")
# 10.1 本合同自双方签字盖章之日起生效, 2、投资规模:____: a numbered clause, whatever it holds and however it ends.
_CLAUSE = regex(
    r"\s*(?:\d{1,3}\s?[.．]\s?\d{1,3}(?![\d.．])\s*\D|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[、.．)）](?!\d)|"
    r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳])"
)
# 甲方：（公章）。 Some end every line with a full stop, those to sign on too.
_ONLY_SIGNING = regex(
    r"(?:[甲乙丙丁]方|公章|[盖蓋][章印]|[签簽][字章名署]|法定代表人|[授委][权權托託](?:代表|代理人)|代表人?|[经經][办辦]人|或|日期|[年月日xX×]|"
    r"[:：_＿（()）/、.。\s])+"
)
# Whatever it stands behind, this sentence concludes a contract, a bare 계약서 2부를 작성하여… may be an article.
_CONCLUDING = regex(r"(?:본|이|위|상기|이상)(?:.{0,40}\s)?\s?계약서\s?[0-9０-９두세네]|.{0,80}체결하고,?\s")
_LONGEST_CHARS, _LONGEST_CONCLUSION_CHARS = 120, 200
_BEFORE_CLOSING = "*＊※ "


def is_closing(line: str) -> bool:
    """Whether the line is a formula that closes the text of a contract (以下无正文, 本契約の成立を証するため)."""
    return _closes("closing", line) or _closes("over", line)


def _closes(formulas: str, line: str) -> bool:
    return form(formulas, re.IGNORECASE).match(line[:_LONGEST_CHARS].lstrip(_BEFORE_CLOSING)) is not None


def is_signing(line: str) -> bool:
    """Whether the line is one to sign on: a party, a seal, an address, a date, and no sentence."""
    if (
        len(line) > _LONGEST_CHARS
        or not (_names_signer(line) or form("address").search(line) or _field().search(line))
        or _CLAUSE.match(line)
    ):
        return False
    return not _is_sentence(line) or is_dated(line) or _ONLY_SIGNING.fullmatch(line) is not None


def _names_signer(line: str) -> bool:
    """Whether the line has words that only stand where somebody signs."""
    return _signer().search(line) is not None


@cache
def _signer() -> re.Pattern[str]:
    party = rf"^\s*(?:[甲乙丙丁]方)?{PARTY_WORD}\s*(?:[（(][甲乙丙丁갑을병]方?[）)]\s*)?(?:[：:\t]|$|(?<=[）)] ))"
    return re.compile(rf"{words('signing')}|{party}", re.IGNORECASE | re.MULTILINE)


@cache
def _field() -> re.Pattern[str]:
    return re.compile(rf"_{{4,}}|{words('field')}")


def _is_concluded(line: str) -> bool:
    return (
        len(line) <= _LONGEST_CONCLUSION_CHARS
        and not _CLAUSE.match(line)
        and form("concluded").fullmatch(line) is not None
    )


def is_formula(line: str) -> bool:
    """Whether the line closes the contract, is signed, or is a note below the signatures: it is no term."""
    return is_closing(line) or is_signing(line) or _is_concluded(line) or _is_note(line)


def _is_said(line: str) -> bool:
    """Whether the line is a sentence of an article."""
    return _is_sentence(line) and not is_formula(line)


def _is_note(line: str) -> bool:
    return form("note").match(line) is not None or line.startswith("※")


def _is_sentence(line: str) -> bool:
    return _SENTENCE.search(line) is not None and not _ABBREVIATED.search(line)


def is_dated(line: str) -> bool:
    """Whether the line is a date and nothing else."""
    return len(line) <= 40 and re.fullmatch(r"[\W\d_]*20[\d_]{0,2}[\W\d_]*", line) is not None


def signature_start(lines: Lines, start: int, end: int) -> int | None:
    """Where the signature block begins behind the label that ends at `start`; None where there is none before `end`.

    A closing formula opens it, one that says no more than that a text is over if no sentence follows; without one it is
    the last run of lines that are no sentences, from its first line that names who signs, where or when.
    """
    heading = lines[lines.at(start)]
    body = lines.between(heading.end, end)
    if start >= heading.end:
        body = body[1:]
    strings = [lines.text[line.start : line.end] for line in body]
    opened = SENTENCE_END.search(lines.text, start, heading.end) is not None
    formula = _formula_start(lines, body, strings, opened)
    return formula if formula is not None else _run_start(body, strings)


def _formula_start(lines: Lines, body: Sequence[Line], strings: Sequence[str], opened: bool) -> int | None:
    """Where the first closing formula begins; `opened` says that a sentence stands before the lines."""
    said = next((index for index in reversed(range(len(body))) if _is_said(strings[index])), -1)
    for index, (line, string) in enumerate(zip(body, strings, strict=True)):
        concluded = _is_concluded(string) and (opened or index > 0 or _CONCLUDING.match(string) is not None)
        closed = _closes("closing", string) or (index > said and _closes("over", string))
        if closed or (concluded and _is_signed_below(lines, body, index)):
            return line.opening
        if (glued := _glued().search(lines.text, line.start, line.end)) is not None:
            return glued.end()
    return None


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(rf"(?<=[。.])[ \u3000]*(?={words('glued')})")


def _run_start(body: Sequence[Line], strings: Sequence[str]) -> int | None:
    """Where the last run of lines that are no sentences first names who signs, where or when."""
    first, signed, dated = None, False, False
    for index, (line, string) in enumerate(zip(reversed(body), reversed(strings), strict=True), 1):
        if index == len(body) and ((dated and is_dated(string)) or (first is not None and not string.strip("_＿ "))):
            break  # the date or the blank that an article is about, above those to sign on
        dated = dated or is_dated(string)
        if is_signing(string):
            names = _names_signer(string)
            first = line.opening if names or form("address").search(string) else first
            signed = signed or names
        elif (len(string) > _LONGEST_CHARS or _is_sentence(string)) and (signed or not _is_note(string)):
            break
    return first if signed else None


def _is_signed_below(lines: Lines, body: Sequence[Line], index: int) -> bool:
    """Whether the next line is one to sign on or closes the contract too, or the one behind the rest of a wrapped sentence."""
    wrapped = 1 if SENTENCE_END.search(lines.text, body[index].end - 1, body[index].end) else 2
    for line in body[index + 1 : index + 1 + wrapped]:
        below = lines.text[line.start : line.end]
        if is_signing(below) or is_closing(below) or _is_concluded(below):
            return True
    return False
