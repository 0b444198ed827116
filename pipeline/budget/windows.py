"""Windows of text and the requests over them. Pure arithmetic over tokens: nothing here knows a word of the prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.budget.allowance import Allowance
from pipeline.document.passages import Passage
from pipeline.errors import DocumentError

# A window is filled to this share before an article is cut to fill it further.
FULL = 0.97
# What a window carries of the rest of the document may take so much of its own text: one part in.
_CARRIED_PART = 8
# Around what is carried the block closes an article and opens it again.
_MARKS_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Request:
    """An article range over a window. `answer_tokens` is the estimate that the answer was planned with."""

    window: int
    articles: tuple[int, ...]
    prompt_tokens: int
    answer_tokens: int


@dataclass(frozen=True, slots=True)
class Window:
    """Passages `first` to `last` (exclusive) of the document, and the requests over them.

    `tail_tokens` is what the tail of a request may cost here, also of one that is asked again with more words.
    `carried` are passages of the rest of the document that it is read with: the parties, and terms that it uses.
    `margin` is the one of the allowance that it was planned with.
    """

    index: int
    first: int
    last: int
    start: int
    end: int
    tail_tokens: int
    requests: tuple[Request, ...]
    carried: tuple[int, ...] = ()
    margin: float = 0.0

    @property
    def prompt_tokens(self) -> int:
        """The largest request over the window; 0 where it holds no article and nothing is asked."""
        return max((request.prompt_tokens for request in self.requests), default=0)


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with the tokens of its line in the block, and its share of the answer about its article."""

    passage: Passage
    tokens: int
    answer_tokens: int
    opens_section: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What the planner must know of the prompt: its tokens without the text, and the tail's for an article range.

    `cached` says that the endpoint remembers prefixes: then a window may be as large as the context and is asked in
    several requests; otherwise every request would pay for the window again, and windows are cut to one answer.
    `again_tokens` are kept free for the tail of a request that is asked again. `carried` tells for a window which
    passages outside of it are needed to understand it, the most needed first. `least_answer_tokens` is the shortest
    answer about an article.
    """

    fixed_tokens: int
    tail_tokens: Callable[[tuple[int, ...]], int]
    cached: bool = True
    again_tokens: int = 0
    carried: Callable[[int, int], Sequence[int]] = lambda first, last: ()
    least_answer_tokens: int = 64


def plan(lines: Sequence[Line], shape: Shape, allowance: Allowance) -> list[Window]:
    """Windows that tile the passages, each with requests whose answers fit.

    Raises DocumentError where not even one passage fits beside the fixed part.
    """
    room = allowance.prompt_tokens - shape.fixed_tokens - _largest_tail(len(lines), shape, allowance)
    answer_room = None if shape.cached else allowance.planned_answer_tokens
    windows: list[Window] = []
    first = 0
    while first < len(lines):
        last = _cut(lines, first, room, answer_room)
        carried: tuple[int, ...] = ()
        if (first, last) != (0, len(lines)):
            carried = _carried(lines, first, last, room, shape)
            last = _cut(lines, first, room - _tokens(lines, carried), answer_room)
        windows.append(_window(len(windows), lines, first, last, carried, shape, allowance))
        first = last
    return windows


def _largest_tail(articles: int, shape: Shape, allowance: Allowance) -> int:
    """As many articles as one answer can hold, none beside another, so that each is named alone."""
    most = allowance.planned_answer_tokens // shape.least_answer_tokens + 1
    return shape.tail_tokens(tuple(range(0, 2 * articles + 2, 2))[-most:]) + shape.again_tokens


def _carried(lines: Sequence[Line], first: int, last: int, room: int, shape: Shape) -> tuple[int, ...]:
    """What a window is read with, as far as there is room for it beside a first passage of its own."""
    own = sum(line.tokens for line in lines[first:last])
    left = min(own // _CARRIED_PART, room - lines[first].tokens) - _MARKS_TOKENS
    taken: list[int] = []
    for number in shape.carried(first, last):
        if lines[number].tokens <= left:
            taken.append(number)
            left -= lines[number].tokens
    return tuple(sorted(taken))


def _tokens(lines: Sequence[Line], carried: Sequence[int]) -> int:
    return sum(lines[number].tokens for number in carried) + _MARKS_TOKENS if carried else 0


def _cut(lines: Sequence[Line], first: int, room: int, answer_room: int | None) -> int:
    """Where the window that starts at `first` ends: after whole articles where that fills it, else after a clause of an
    article, else after a passage.
    """
    used = answers = 0
    # The last end of an article and of a section, each with the tokens up to there.
    article = section = (first, 0)
    last = first
    while last < len(lines):
        line = lines[last]
        opens = _opens_article(lines, last)
        if opens or line.passage.article is None:
            article = last, used
        if opens or line.opens_section:
            section = last, used
        over = used + line.tokens > room
        if over or (answer_room is not None and answers and answers + line.answer_tokens > answer_room and opens):
            break
        used, answers, last = used + line.tokens, answers + line.answer_tokens, last + 1
    if last == len(lines):
        return last
    if last == first:
        raise DocumentError("window_too_small", tokens=lines[first].tokens, room=room)
    if article[0] > first and (article[1] >= FULL * room or answer_room is not None):
        return article[0]
    return section[0] if section[0] > first and section[1] >= FULL * room else last


def _opens_article(lines: Sequence[Line], at: int) -> bool:
    article = lines[at].passage.article
    return article is not None and (at == 0 or lines[at - 1].passage.article != article)


def _window(
    index: int,
    lines: Sequence[Line],
    first: int,
    last: int,
    carried: tuple[int, ...],
    shape: Shape,
    allowance: Allowance,
) -> Window:
    own = lines[first:last]
    used = shape.fixed_tokens + sum(line.tokens for line in own) + _tokens(lines, carried)
    requests = [
        Request(index, articles, used + shape.tail_tokens(articles), min(answers, allowance.answer_tokens))
        for articles, answers in _ranges(own, allowance.planned_answer_tokens)
    ]
    return Window(
        index=index,
        first=own[0].passage.number,
        last=own[-1].passage.number + 1,
        start=own[0].passage.start,
        end=own[-1].passage.end,
        tail_tokens=allowance.prompt_tokens - used,
        requests=tuple(requests),
        carried=carried,
        margin=allowance.margin,
    )


def _ranges(lines: Sequence[Line], room: int) -> list[tuple[tuple[int, ...], int]]:
    """Consecutive articles whose answers fit together; one article alone where it does not fit with any other."""
    expected: dict[int, int] = {}
    for line in lines:
        if line.passage.article is not None:
            expected[line.passage.article] = expected.get(line.passage.article, 0) + line.answer_tokens
    ranges: list[tuple[list[int], int]] = []
    for article, answer in expected.items():
        if ranges and ranges[-1][1] + answer <= room:
            ranges[-1] = ([*ranges[-1][0], article], ranges[-1][1] + answer)
        else:
            ranges.append(([article], answer))
    return [(tuple(articles), answer) for articles, answer in ranges]
