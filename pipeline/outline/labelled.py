"""The rows of an order or a notice of conditions: lines that begin with what they are about, 交货地点：…, 契約期間　…."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.outline.lines import Line, Lines
from pipeline.outline.marked import is_numbered
from pipeline.outline.parties.word import PARTY_WORD
from pipeline.outline.signature import is_closing, is_signing
from pipeline.outline.words import words
from pipeline.text.regex import regex

_ROW = regex(
    r"(?=[^\n\t：:]*[^\W\d_])(?P<label>[A-Z][A-Za-z &/'’.-]{1,28}|[^\s：:。，,、；;（(][^\n\t：:。，、；;]{0,13}?[^\s：:。，、；;])"
    r"[ \u3000]{0,4}(?:[：:]|\t|\u3000| {2})\s*(?=\S)"
)
# Who the parties are, and what the paper is called: no terms.
_ABOUT = regex(
    rf"{PARTY_WORD}|{words('next_label')}|[\W\d年月日년월일]+|(?:令和|平成).*|"
    r".*(?:[编編][号號]|番号|번호|No\.?|일자|[电電][话話]|전화|TEL|FAX|[传傳]真|[邮郵][编編箱]|[网網]址|E-?mail|[账帳][户戶号號])"
)
_LEAST, _LEAST_SHARE = 5, 0.5


def rows(lines: Lines, body: Sequence[Line]) -> list[tuple[int, int]]:
    """Where the rows begin and where their labels end, from the first that is a term on; none where they are few."""
    found = [(index, end) for index, line in enumerate(body) if (end := _label_end(lines, line)) is not None]
    if len(found) < _LEAST or len(found) < _LEAST_SHARE * (found[-1][0] - found[0][0] + 1):
        return []
    return [(body[index].start, end) for index, end in found]


def _label_end(lines: Lines, line: Line) -> int | None:
    """Where the label of a row ends; None where the line is indented, says who the parties are, or is to sign on."""
    string = lines.text[line.start : line.end]
    row = _ROW.match(string)
    if row is None or lines.text[line.start - 1 : line.start].strip("\n"):
        return None
    if _ABOUT.fullmatch(row["label"]) or is_signing(string) or is_closing(string) or is_numbered(string):
        return None
    return line.start + row.end("label")
