"""Lines to paragraphs and table rows: where a line only ends because the paper does, the sentence goes on."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, repeat, zip_longest
from math import ceil, inf

from pipeline.document.model import BlockKind
from pipeline.loaders.char_ranges import FULL_WIDTH, HANGUL
from pipeline.loaders.median import median
from pipeline.loaders.page import Line, Page
from pipeline.text.numerals import to_int

# In ems, unless they are shares or counts.
_INDENT, _DEEPEST_INDENT = 0.8, 5.0
_CENTRED_SLACK, _CENTRED_INDENT = 1.0, 2.0
_END_SLACK = 1.0
_LONGEST_UNIT = 12.0
_SIZE_RATIO = 1.12
_FULL_SHARE, _MOST_FULL_SHARE, _FULL_SPREAD = 0.03, 0.12, 0.5
_LEAST_WIDTH_SHARE = 0.75
_WIDE_PITCH, _ENDED_PITCH = 1.7, 1.25
_LEAST_COLUMN_LINES = 3
_CELL_SLACK_POINTS = 2.0
_SAME_EDGE_POINTS = 16.0
_LEAST_ALONE, _ALONE_TO_RUN_IN = 2, 3

_CJK_NUMBER = "〇零一二三四五六七八九十百千两兩壹贰叁肆伍陆柒捌玖拾貳參陸"
_ORDINAL = rf"[0-9０-９{_CJK_NUMBER}]{{1,7}}"
_ARTICLE = (
    rf"第\s*{_ORDINAL}\s*(?:条|條|章|节|節|编|編|款|项|項|号|號|部分|部)(?:\s*[之の]\s*{_ORDINAL})?"
    r"|제\s*\d{1,4}\s*(?:조|장|절|관|편|항|호)(?:\s*의\s*\d{1,3})?"
    r"|(?i:article|section|chapter|clause|schedule|appendix|exhibit|annex)\s+[0-9IVXA-Z]{1,6}\b"
)
_ANNEX = r"附\s*(?:件|表|录|錄|則|则|属)|付則|別\s*[紙表添]|별\s*[첨지표]|부\s*칙|補充協議|补充协议|前\s*文|특약사항"
_ITEM = (
    rf"[（(〔［\[]\s*(?:[0-9０-９]{{1,3}}|[{_CJK_NUMBER}]{{1,4}}|[a-zA-Z]|[ivx]{{1,5}}|[가-하]|[ア-ン])\s*[）)〕］\]]"
    rf"|[0-9０-９]{{1,3}}(?:[.．][0-9０-９]{{1,3}}){{1,4}}[.．、]?(?![0-9０-９%％,，元円원年日月])"
    r"|[0-9０-９]{1,3}(?:[.．](?![0-9０-９])|[、)）]|[ 　\t])"
    rf"|[{_CJK_NUMBER}]{{1,4}}[、．.　 ]"
    r"|[①-⑳㉑-㉟❶-❿㊀-㊉⑴-⒇]"
    r"|[가나다라마바사아자차카타파하][.)]"
    r"|[ア-ン][　 .．)）]|[イロハニホヘト][　 .．)）]"
    r"|[a-zA-Z][.)]\s"
    r"|[•●○■□◆◇▪❖➢※・☑☐☒✓*＊]"
)
_PARTY = r"[甲乙丙丁戊]\s*方?\s*[（(：:]|[갑을병]\s*[（(：:]|立合[約约]"
# A date on a line of its own, over the signatures.
_ERA = r"(?:(?:令和|平成|昭和|西暦|中華民國|中华民国|民國)\s*)?"
_DATE = _ERA + r"[0-9０-９〇一二三四五六七八九十元\s_＿]{1,8}[年년].{1,12}[日일]\s*$"
_CLOSE = r"[（(]\s*(?:以下(?:无|無|余白|空白)|本页|本頁|此页|此頁|签署页|簽署頁|이하\s*여백)"
# The last sentence before the signatures.
_WITNESS = r"(?:以上[、，]?\s*)?本(?:契約|覚書|合意)書?の(?:成立|締結)を証|[본이]\s*계약(?:서)?의\s*(?:성립|체결)을?\s*(?:증명|증하)|IN WITNESS WHEREOF|This (?:agreement|deed) has been "
_MAKERS = r"立(?:合同|合[約约]|契[約约]|[合約约])?書?人"
_MARKER = re.compile(rf"[【〔\[「]?\s*(?:{_ARTICLE}|{_ANNEX}|{_ITEM}|{_PARTY}|{_DATE}|{_CLOSE}|{_WITNESS}|{_MAKERS})")
_LISTED = re.compile(_ITEM)
_HEADING = re.compile(rf"(?:{_ARTICLE}|{_ANNEX})\s*(?:[（(【「].{{1,40}}[）)】」]\s*|[ 　].{{1,30}})?")
# An article's number with its title in brackets and what comes after, or with words; a reference has no such gap.
_NUMBERED = re.compile(
    rf"(?:{_ARTICLE})\s*(?:[（(【「][^）)】」]{{1,40}}(?:[）)】」]\s*(?P<after>.*))?|[ 　](?P<words>.*)|$)", re.DOTALL
)
_SENTENCE, _CLOSING_BRACKETS = re.compile(r"[。；;，,：:]"), "）)】」"
_ENDS = tuple('。．.；;：:！!？?」』）)】〉》”’"')
_TITLE_LINE = re.compile(r"[（(【〔\[][^（(【〔\[）)】〕\]]{1,30}[）)】〕\]]\s*")
_RULES = "_＿ "
# A form's field on a line of its own: 出租人：陳大華.
_FIELD = re.compile(r"[^\s，。、；：:,.;]{2,8}[：:]")
_BRACKETS = (("（", "）"), ("(", ")"))
_CLOSED = re.compile(r"[^（()）\n]{0,60}[）)]")
_LEADERS = re.compile(r"(?:[.．…·・‥⋯]\s?){4,}\s*[-–]?\s*\d{0,4}\s*$")
_FIGURES = re.compile(r"[0-9０-９]+")
_COUNT = re.compile(rf"[0-9０-９]+|[{_CJK_NUMBER}]+")
_CLOSING = "、。，．）」』】〉》：；！？”’,.;:!?)]"


_Margins = tuple[float, float]
_Columns = dict[int, _Margins]


@dataclass(slots=True)  # As often made as a line, and not frozen for the same reason.
class Set:
    """A line where it was set: its page, and the margins of its column in points of the layout.

    `starts` are where the columns of its table begin, for a line in a cell. `words` is the text with its letters put
    together, as patterns spell them.
    """

    page: int
    line: Line
    left: float
    right: float
    starts: Sequence[float]
    text: str
    words: str

    def ems(self, points: float) -> float:
        return points / (self.line.size or 1.0)


@dataclass(slots=True)
class Paragraph:
    """Lines that are one block. `cells` counts for each line the cell of a table row it stands in."""

    lines: list[Set]
    kind: BlockKind = "paragraph"
    cells: list[int] = field(default_factory=list)


class _Counts:
    """The last number of every shape that began a paragraph, and where it stood."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, float]] = {}

    def note(self, line: Set) -> None:
        if (read := _number(line.text)) is not None:
            shape, number = read
            self._last[shape] = number, line.line.left - line.left

    def continues(self, line: Set) -> bool:
        """Whether the line begins with the number after the last one of its shape, at the same place."""
        if (read := _number(line.text)) is None or read[0] not in self._last:
            return False
        number, indent = self._last[read[0]]
        return read[1] == number + 1 and abs(line.ems(line.line.left - line.left - indent)) <= _INDENT


def _number(text: str) -> tuple[str, int] | None:
    """The item number a line begins with: its shape, with the figures blurred, and its value.

    第3条 is left out: at the start of a line it may as well be a reference.
    """
    marker = _LISTED.match(text)
    figures = _COUNT.search(marker.group()) if marker else None
    value = to_int(figures.group()) if figures else None
    if marker is None or value is None:
        return None
    return _COUNT.sub("#", marker.group(), count=1), value


def build(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs and table rows of a document, in order; sentences go on over columns and pages."""
    placed = list(_place(pages))
    pitch = _pitch(placed)
    paragraphs: list[Paragraph] = []
    counts, alone = _Counts(), _sets_headings_alone(placed)
    for line, below in zip_longest(placed, placed[1:]):
        last = paragraphs[-1] if paragraphs else None
        if line.line.cell is not None:
            _add_to_table(paragraphs, line)
        elif (
            last is None
            or last.cells
            or _begins(last.lines, line, pitch)
            or _heads(line, below, counts)
            or (alone and len(last.lines) == 1 and _is_whole_heading(last.lines[0], line))
        ):
            paragraphs.append(Paragraph([line]))
            counts.note(line)
        else:
            last.lines.append(line)
    for paragraph in paragraphs:
        paragraph.kind = _kind(paragraph)
    return paragraphs


def begins_item(text: str) -> bool:
    """Whether a line begins like an article, a clause, an item or a party."""
    return _MARKER.match(text) is not None


def parts(one: Set, other: Set) -> bool:
    """Whether two lines of a cell are two paragraphs."""
    return _ends_short(one, other) or begins_item(other.words)


def _begins(paragraph: Sequence[Set], line: Set, pitch: float) -> bool:
    """Whether the line begins a paragraph of its own after the lines so far."""
    last = paragraph[-1]
    if "\t" in last.text or "\t" in line.text or _LEADERS.search(last.text) or _LEADERS.search(line.text):
        return True
    if not 1 / _SIZE_RATIO < line.line.size / (last.line.size or 1.0) < _SIZE_RATIO:
        return True
    if _is_apart(last, line, pitch):
        return True
    if _closes(last.text, line.text):
        return False
    if _ends_short(last, line):
        return True
    ended, marked = _has_ended(last), begins_item(line.words)
    if ended and (_TITLE_LINE.fullmatch(line.words) or (_FIELD.match(line.text) and not _is_full(line))):
        return True
    if marked and (ended or _follows(paragraph[0], line) or _HEADING.fullmatch(line.words)):
        return True
    return _is_indented(paragraph, line, ended)


def _heads(line: Set, below: Set | None, counts: _Counts) -> bool:
    """Whether the line is a title in brackets above the number of an article, or the next number of a list."""
    titled = _TITLE_LINE.fullmatch(line.words) and below is not None and re.match(_ARTICLE, below.words)
    return bool(titled) or counts.continues(line)


def _sets_headings_alone(lines: Sequence[Set]) -> bool:
    """Whether the articles of a document have headings on lines of their own, as its shorter ones show."""
    alone = run_in = 0
    for line, below in pairwise(lines):
        if line.line.cell is None and (headed := _NUMBERED.match(line.words)):
            goes_on = bool(headed["after"]) or _SENTENCE.search(headed["words"] or "") is not None
            run_in += goes_on
            alone += not goes_on and _HEADING.fullmatch(line.words) is not None and _ends_short(line, below)
    return alone >= _LEAST_ALONE and alone > _ALONE_TO_RUN_IN * run_in


def _is_whole_heading(line: Set, below: Set) -> bool:
    """Whether a line that is full is a heading and ends there; its rest would be short and no sentence."""
    headed = _NUMBERED.match(line.words)
    if headed is None or _SENTENCE.search(headed["words"] or "") or not _HEADING.fullmatch(line.words):
        return False
    return line.words.rstrip()[-1] in _CLOSING_BRACKETS or _is_full(below) or _has_ended(below)


def _ends_short(last: Set, line: Set) -> bool:
    """Whether the line before ends so far from the margin that what follows would have fitted."""
    slack = last.ems(last.right - last.line.right)
    return slack > _first_unit(line.text) + _END_SLACK


def _has_ended(line: Set) -> bool:
    """Whether the line ends like a sentence or a heading in brackets."""
    return line.text.rstrip().endswith(_ENDS)


def _closes(text: str, below: str) -> bool:
    """Whether a bracket opened in the first line is closed in the second, before another one opens."""
    opened = ("（" in text or "(" in text) and any(text.rfind(one) > text.rfind(other) for one, other in _BRACKETS)
    return opened and _CLOSED.match(below) is not None and not begins_item(below)


def _is_full(line: Set) -> bool:
    return line.ems(line.right - line.line.right) <= _END_SLACK + 1.0


def _first_unit(text: str) -> float:
    """Width in ems of what may not be broken at the start of a line; word processors keep hangul words whole."""
    width = 0.0
    for place, char in enumerate(text):
        wide = FULL_WIDTH.holds(char)
        breakable = wide and place and char not in _CLOSING and not HANGUL.holds(char)
        if char.isspace() or breakable or width > _LONGEST_UNIT:
            break
        width += 1.0 if wide else 0.55
    return width


def _is_apart(last: Set, line: Set, pitch: float) -> bool:
    """Whether white space parts two lines: more of it than between lines, or a step aside and down."""
    if last.page != line.page:
        return False
    if last.line.column != line.line.column:
        aside = line.line.right <= last.line.left or line.line.left >= last.line.right
        return aside and line.line.top >= last.line.bottom
    wide = _ENDED_PITCH if _has_ended(last) else _WIDE_PITCH
    return line.line.bottom - last.line.bottom > wide * pitch


def _follows(first: Set, line: Set) -> bool:
    """Whether two lines begin with the same kind of number at the same place: (1) and (2)."""
    one, other = _MARKER.match(first.words), _MARKER.match(line.words)
    if not one or not other or abs(first.ems(first.line.left - first.left - line.line.left + line.left)) > _INDENT:
        return False
    shapes = [re.sub(rf"[{_CJK_NUMBER}]+", "#", _FIGURES.sub("#", match.group())) for match in (one, other)]
    return shapes[0] == shapes[1] and one.group() != other.group()


def _is_indented(paragraph: Sequence[Set], line: Set, ended: bool) -> bool:
    last, first = paragraph[-1], paragraph[0]
    step = line.ems((line.line.left - line.left) - (last.line.left - last.left))
    if len(paragraph) > 1:
        return step > _INDENT or (step < -_INDENT and ended)
    if step > _INDENT:
        return ended and not begins_item(first.words)
    return step < -_DEEPEST_INDENT


def _is_centred(line: Set) -> bool:
    before, after = line.line.left - line.left, line.right - line.line.right
    return abs(line.ems(before - after)) < _CENTRED_SLACK and line.ems(before) > _CENTRED_INDENT


def _kind(paragraph: Paragraph) -> BlockKind:
    first = paragraph.lines[0]
    if paragraph.cells or any("\t" in line.text for line in paragraph.lines):
        return "table_row"
    if len(paragraph.lines) == 1 and (_HEADING.fullmatch(first.words) or _is_centred(first)):
        return "heading"
    return "list_item" if _LISTED.match(first.words) else "paragraph"


def _add_to_table(paragraphs: list[Paragraph], line: Set) -> None:
    """Puts a line into its cell: the last one, the next one of the row, or the first one of a new row.

    Cells without text between two others are counted where other rows of the table have some.
    """
    last = paragraphs[-1] if paragraphs and paragraphs[-1].cells else None
    before = last.lines[-1] if last else None
    if last is None or before is None or before.page != line.page:
        paragraphs.append(Paragraph([line], cells=[0]))
    elif before.line.cell == line.line.cell:
        last.lines.append(line)
        last.cells.append(last.cells[-1])
    elif _is_beside(before.line.cell, line.line.cell):
        last.lines.append(line)
        last.cells.append(last.cells[-1] + 1 + _passed_over(before, line))
    else:
        paragraphs.append(Paragraph([line], cells=[0]))


def _passed_over(one: Set, other: Set) -> int:
    """How many columns begin between the cells of two lines."""
    if one.line.cell is None or other.line.cell is None:
        return 0
    low, high = (edge - _CELL_SLACK_POINTS for edge in (one.line.cell[2], other.line.cell[0]))
    return max(bisect_left(other.starts, high) - bisect_left(other.starts, low), 0)


def _is_beside(one: tuple[float, float, float, float] | None, other: tuple[float, float, float, float] | None) -> bool:
    if one is None or other is None:
        return False
    beside = other[0] >= one[2] - _CELL_SLACK_POINTS
    return beside and other[1] < one[3] - _CELL_SLACK_POINTS and one[1] < other[3] - _CELL_SLACK_POINTS


def _place(pages: Sequence[Page]) -> Iterator[Set]:
    """The lines with the margins of their columns."""
    columns = [_columns(page) for page in pages]
    common = _common_margins(pages, columns)
    for page, found in zip(pages, columns, strict=True):
        for line, starts in zip(page.lines, _starts_of_columns(page), strict=True):
            left, right = found.get(line.column) or common[round(page.span)]
            if line.cell is not None:
                left, right = line.cell[0], line.cell[2]
            yield Set(page.number, line, left, right, starts, line.text, unicodedata.normalize("NFC", line.text))


def _starts_of_columns(page: Page) -> Iterator[Sequence[float]]:
    """For each line of a page where the columns of its table begin, nothing outside of tables."""
    for ruled, group in groupby(page.lines, key=lambda line: line.cell is not None):
        lines = list(group)
        edges = sorted({line.cell[0] for line in lines if line.cell}) if ruled else []
        apart = [edge for edge, last in zip(edges, [-inf, *edges], strict=False) if edge - last > _CELL_SLACK_POINTS]
        yield from repeat(apart, len(lines))


def _common_margins(pages: Sequence[Page], columns: Sequence[_Columns]) -> dict[int, _Margins]:
    """The margins of all pages of one span together: a page of short lines does not show its own.

    Where all lines are short, the right margin is taken to be as wide as the left one.
    """
    lines: dict[int, list[Line]] = {}
    for page, found in zip(pages, columns, strict=True):
        here = lines.setdefault(round(page.span), [])
        if not found:
            here.extend(line for line in page.lines if line.cell is None)
    common = {}
    for span, group in lines.items():
        left, right = _margins(group)
        common[span] = (left, right if right >= _LEAST_WIDTH_SHARE * (span - left) else span - left)
    return common


def _columns(page: Page) -> _Columns:
    """The margins of each column of a page that is set in several, empty where there is one."""
    groups: dict[int, list[Line]] = {}
    for line in page.lines:
        if line.cell is None:
            groups.setdefault(line.column, []).append(line)
    if len(groups) < 2:
        return {}
    spans = {column: _margins(lines) for column, lines in groups.items() if len(lines) >= _LEAST_COLUMN_LINES}
    ordered = sorted(spans.values())
    apart = ordered and ordered[-1][0] >= min(right for _, right in ordered)
    return _shared_margins(groups) if apart else {}


def _shared_margins(groups: dict[int, list[Line]]) -> _Columns:
    """Stretches that begin at the same edge belong to one column of the page and share its margins."""
    edges = {column: min(line.left for line in lines) for column, lines in groups.items()}
    margins: _Columns = {}
    cluster: list[int] = []
    for column in [*sorted(edges, key=edges.__getitem__), None]:
        if cluster and (column is None or edges[column] - edges[cluster[-1]] > _SAME_EDGE_POINTS):
            shared = _margins([line for member in cluster for line in groups[member]])
            margins.update(dict.fromkeys(cluster, shared))
            cluster = []
        if column is not None:
            cluster.append(column)
    return margins


def _margins(lines: Sequence[Line]) -> _Margins:
    """Leftmost edge, and the rightmost edge at which full lines end together: few, where most lines are short.

    One line that sticks out, or a rule to write on, is no margin where others end together.
    """
    if not lines:
        return 0.0, 0.0
    inked = [line for line in lines if line.text.strip(_RULES)] or lines
    rights = sorted((line.right for line in inked), reverse=True)
    share, spread = ceil(_FULL_SHARE * len(rights)), _FULL_SPREAD * median(line.size for line in inked)
    together = max(share, 2)
    for index in range(min(ceil(_MOST_FULL_SHARE * len(rights)), len(rights) - together + 1)):
        if rights[index] - rights[index + together - 1] <= spread:
            return min(line.left for line in lines), rights[index]
    return min(line.left for line in lines), rights[share - 1]


def _pitch(lines: Iterable[Set]) -> float:
    """The usual distance in points from line to line inside a paragraph."""
    steps: list[float] = []
    last: Set | None = None
    for line in lines:
        if last and last.page == line.page and last.line.column == line.line.column and line.line.cell is None:
            step = line.line.bottom - last.line.bottom
            if 0.5 * line.line.size < step < 4 * line.line.size:
                steps.append(step)
        last = line
    return median(steps) if steps else float("inf")
