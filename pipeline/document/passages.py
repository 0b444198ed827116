"""The numbered-passage block: the text of a window as a request carries it. Written and read here alone.

    <contract-1a2b3c4d5e6f7a8b>
    0|房屋租赁合同
    §0
    1|第一条 租金
    2|月租金为人民币壹万元整（￥10,000.00）。
    §-
    3|（以下无正文）
    </contract-1a2b3c4d5e6f7a8b>

One passage a line, after its number; `§n` opens article n, `§-` ends it. A passage holds no line break, so nothing
a contract says can look like the start of a line. The tag of the fence is taken from the sha256 of the window's text:
no document can contain its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from pipeline.document.model import Document
from pipeline.document.unwrapped import is_wrapped, unwrapped

LONG_PASSAGE_CHARS = 400

_SENTENCE_END = re.compile(r"[。！？；!?;]+[」』”’）)】\]]*|(?<=[다요])\.(?=\s)|\.(?=\s)")
_CONTROL_TOKEN = re.compile(r"<\|")
_UNSEEN = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_FENCE = re.compile(r"^<contract-([0-9a-f]{16})>\n(.*?)^</contract-\1>$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """`number` counts from 0 through the document; `article` is the index of the article it lies in, if any; of a
    `wrapped` one the line ends are the file's width."""

    number: int
    start: int
    end: int
    article: int | None = None
    wrapped: bool = False

    def words(self, text: str) -> str:
        """The passage of a document's text, on one line where the file's width alone parts its lines."""
        own = text[self.start : self.end]
        return unwrapped(own) if self.wrapped and "\n" in own else own


@dataclass(frozen=True, slots=True)
class NumberedText:
    """A passage as the other side reads it."""

    number: int
    article: int | None
    text: str


def split(document: Document, articles: Sequence[tuple[int, int]], breaks: Iterable[int] = ()) -> tuple[Passage, ...]:
    """Passages of a document: they break at article bounds, at `breaks` (section starts), at block ends and,
    beyond 400 characters, at sentence ends. `articles` are (start, end) in order of their index, without overlap.
    White space at the edges belongs to no passage.
    """
    text, wrapped = document.text, is_wrapped(document)
    cuts = {0, len(text), *breaks}
    cuts.update(block.start for block in document.blocks)
    cuts.update(block.end for block in document.blocks)
    for start, end in articles:
        cuts.update((start, end))
    starts = [start for start, _ in articles]
    passages: list[Passage] = []
    edges = sorted(cuts)
    for low, high in pairwise(edges):
        for start, end in _sentences(text, low, high):
            index = bisect_right(starts, start) - 1
            inside = index >= 0 and start < articles[index][1]
            passages.append(Passage(len(passages), start, end, index if inside else None, wrapped))
    return tuple(passages)


def _sentences(text: str, low: int, high: int) -> Iterable[tuple[int, int]]:
    """The stretch itself, or pieces of at most 400 characters that end with a sentence where one ends in time."""
    start = low
    while start < high:
        end = high if high - start <= LONG_PASSAGE_CHARS else _sentence_end(text, start, start + LONG_PASSAGE_CHARS)
        stripped = _trim(text, start, end)
        if stripped[0] < stripped[1]:
            yield stripped
        start = end


def _sentence_end(text: str, start: int, limit: int) -> int:
    end = limit
    for match in _SENTENCE_END.finditer(text, start, limit):
        end = match.end()
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def write(text: str, passages: Sequence[Passage], carried: Sequence[Passage] = ()) -> str:
    """The block of these passages of a document's text. The same passages always give the same characters.

    `carried` are passages from elsewhere that they are read with. They stand at their numbers, in no article: nobody is
    asked about them.
    """
    window = text[passages[0].start : passages[-1].end]
    around = [replace(passage, article=None) for passage in carried]
    lines: list[str] = []
    article: int | None = None
    for passage in sorted((*passages, *around), key=lambda passage: passage.number):
        if passage.article != article:
            lines.append("§-" if passage.article is None else f"§{passage.article}")
            article = passage.article
        lines.append(f"{passage.number}|{shown(passage.words(text))}")
    read_with = "".join(text[passage.start : passage.end] for passage in carried)
    return _fenced(lines, window + read_with)


def rewrite(block: str, words: Callable[[int], str]) -> str:
    """The block with other words for its passages, by their numbers. Its tag is of these words alone."""
    lines = block.split("\n")[1:-1]
    numbers = [line.partition("|")[0] for line in lines]
    rewritten = [
        line if line.startswith("§") else f"{number}|{shown(words(int(number)))}"
        for number, line in zip(numbers, lines, strict=True)
    ]
    return _fenced(rewritten, "\n".join(rewritten))


def _fenced(lines: Sequence[str], tagged: str) -> str:
    tag = sha256(tagged.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return "\n".join((f"<contract-{tag}>", *lines, f"</contract-{tag}>"))


def shown(text: str) -> str:
    """A passage on one line, with `<|` broken: some hosts read it as the start of a control token."""
    return _CONTROL_TOKEN.sub("<¦", _UNSEEN.sub(" ", text))


def read(message: str) -> tuple[NumberedText, ...] | None:
    """The passages of the block in a message; None where there is no block. Raises ValueError on a broken one."""
    match = _FENCE.search(message)
    if match is None:
        return None
    passages: list[NumberedText] = []
    article: int | None = None
    for line in match[2].rstrip("\n").split("\n"):
        if line.startswith("§"):
            article = None if line == "§-" else int(line[1:])
            continue
        number, bar, text = line.partition("|")
        if not bar:
            raise ValueError(f"a passage without a number: {line[:40]!r}")
        passages.append(NumberedText(int(number), article, text))
    return tuple(passages)
