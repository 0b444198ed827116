"""Windows of text and the requests over them. Pure arithmetic over tokens: nothing here knows a word of the prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.budget.allowance import Allowance, answer_tokens
from pipeline.document.passages import Passage
from pipeline.errors import DocumentError

# A window is filled to this share before an article is cut to fill it further.
FULL = 0.97


@dataclass(frozen=True, slots=True)
class Request:
    """An article range over a window. `answer_tokens` is the estimate the answer was planned with."""

    window: int
    articles: tuple[int, ...]
    prompt_tokens: int
    answer_tokens: int


@dataclass(frozen=True, slots=True)
class Window:
    """Passages `first` to `last` (exclusive) of the document, and the requests over them.

    `tail_tokens` is what the tail of a request may cost here, also of one that is asked again with more words.
    """

    index: int
    first: int
    last: int
    start: int
    end: int
    tail_tokens: int
    requests: tuple[Request, ...]

    @property
    def prompt_tokens(self) -> int:
        """The largest request over the window; 0 where it holds no article and nothing is asked."""
        return max((request.prompt_tokens for request in self.requests), default=0)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the planner must know of the prompt: its tokens without the text, and the tail's for an article range.

    `cached` says that the endpoint remembers prefixes: then a window may be as large as the context and is asked in
    several requests; otherwise every request would pay for the window again, and windows are cut to one answer.
    `again_tokens` are kept free for the tail of a request that is asked again.
    """

    fixed_tokens: int
    tail_tokens: Callable[[tuple[int, ...]], int]
    cached: bool = True
    again_tokens: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A passage with its cost in the block and its share of the answer."""

    passage: Passage
    tokens: int
    answer: int
    opens: bool


def plan(passages: Sequence[Passage], line_tokens: Sequence[int], shape: Shape, allowance: Allowance) -> list[Window]:
    """Windows that tile the passages, each with requests whose answers fit.

    `line_tokens` are the tokens of each passage's line in the block. Raises DocumentError where not even one
    passage fits beside the fixed part.
    """
    lines = _lines(passages, line_tokens)
    room = allowance.prompt_tokens - shape.fixed_tokens - _largest_tail(len(lines), shape, allowance)
    windows: list[Window] = []
    first = 0
    while first < len(lines):
        last = _cut(lines, first, room, None if shape.cached else allowance.planned_answer_tokens)
        windows.append(_window(len(windows), lines[first:last], shape, allowance))
        first = last
    return windows


def _largest_tail(articles: int, shape: Shape, allowance: Allowance) -> int:
    """As many articles as one answer can hold, none beside another, so that each is named alone."""
    most = allowance.planned_answer_tokens // answer_tokens(1, 0) + 1
    return shape.tail_tokens(tuple(range(0, 2 * articles + 2, 2))[-most:]) + shape.again_tokens


def _lines(passages: Sequence[Passage], line_tokens: Sequence[int]) -> list[_Line]:
    lines: list[_Line] = []
    before: int | None = None
    for passage, tokens in zip(passages, line_tokens, strict=True):
        opens = passage.article is not None and passage.article != before
        answer = 0
        if passage.article is not None:
            answer = answer_tokens(1, tokens) - (0 if opens else answer_tokens(0, 0))
        lines.append(_Line(passage, tokens, answer, opens))
        before = passage.article
    return lines


def _cut(lines: Sequence[_Line], first: int, room: int, answer_room: int | None) -> int:
    """Where the window that starts at `first` ends: after whole articles where that fills it, else in an article."""
    used = answers = 0
    boundary, boundary_used = first, 0
    last = first
    while last < len(lines):
        line = lines[last]
        if line.opens or line.passage.article is None:
            boundary, boundary_used = last, used
        over = used + line.tokens > room
        if over or (answer_room is not None and answers and answers + line.answer > answer_room and line.opens):
            break
        used, answers, last = used + line.tokens, answers + line.answer, last + 1
    if last == len(lines):
        return last
    if last == first:
        raise DocumentError("window_too_small", tokens=lines[first].tokens, room=room)
    whole = boundary > first and (boundary_used >= FULL * room or answer_room is not None)
    return boundary if whole else last


def _window(index: int, lines: Sequence[_Line], shape: Shape, allowance: Allowance) -> Window:
    text_tokens = sum(line.tokens for line in lines)
    requests: list[Request] = []
    for articles, answers in _ranges(lines, allowance.planned_answer_tokens):
        prompt = shape.fixed_tokens + text_tokens + shape.tail_tokens(articles)
        requests.append(Request(index, articles, prompt, min(answers, allowance.answer_tokens)))
    return Window(
        index=index,
        first=lines[0].passage.number,
        last=lines[-1].passage.number + 1,
        start=lines[0].passage.start,
        end=lines[-1].passage.end,
        tail_tokens=allowance.prompt_tokens - shape.fixed_tokens - text_tokens,
        requests=tuple(requests),
    )


def _ranges(lines: Sequence[_Line], room: int) -> list[tuple[tuple[int, ...], int]]:
    """Consecutive articles whose answers fit together; one article alone where it does not fit with any other."""
    expected: dict[int, int] = {}
    for line in lines:
        if line.passage.article is not None:
            expected[line.passage.article] = expected.get(line.passage.article, 0) + line.answer
    ranges: list[tuple[list[int], int]] = []
    for article, answer in expected.items():
        if ranges and ranges[-1][1] + answer <= room:
            ranges[-1] = ([*ranges[-1][0], article], ranges[-1][1] + answer)
        else:
            ranges.append(([article], answer))
    return [(tuple(articles), answer) for articles, answer in ranges]
