"""Korean pages through tesseract, an outside program: the models of rapidocr's wheel know no hangul.

They know figures, Latin letters and ① better than tesseract, so what is not hangul on the page is read again by them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from statistics import fmean, median
from typing import Any, NamedTuple

from pipeline.loaders.ocr.line import ReadLine, spaced, width_of
from pipeline.loaders.program import Bounds, ProgramError, private_folder, run_program

# More threads than one take many times as long on a busy machine.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LEAST_HANGUL_SHARE, _LEAST_SCORE = 0.3, 0.5
# In ems: what parts two words, where tesseract parts syllables; figures are set wider.
_SPACE, _SAME_RUN, _MARGIN, _WIDEST = 0.35, 0.8, 0.12, 1.3
_RUNS = re.compile(r"[\uac00-\ud7a3]+|[^\uac00-\ud7a3]+")
# What tesseract makes of figures and circled numbers, and what they are.
_DOUBTFUL = re.compile(r"[0-9A-Za-z@©®¢&$\\₩]")
_FIGURES = re.compile(r"[0-9A-Za-z①-⑳₩%‰.,:;/~+\-()（）\[\] ]+")
_CIRCLED = re.compile(r"[①-⑳]")
_SURE, _SURE_OF_CIRCLED = 0.95, 0.75
# Korean fonts show the backslash as ₩, and so tesseract was taught; the other engine knows no ₩.
_WON = re.compile(r"[W¥￥](?=[0-9])")
_ADDRESS_SPACE_BYTES = 2 << 30

# What a picture says, with the engine's score: rapidocr's.
Reread = Callable[[Sequence[Any]], Sequence[tuple[str, float]]]


class _Word(NamedTuple):
    """In pixels. `line` is the block, paragraph and line it belongs to."""

    line: tuple[str, str, str]
    left: float
    top: float
    right: float
    bottom: float
    score: float
    text: str

    @property
    def step(self) -> float:
        """Its size of type, as far as its width tells."""
        return (self.right - self.left) / sum(map(width_of, self.text))


def read_hangul(picture: Any, tesseract: str, seconds: float, reread: Reread) -> list[ReadLine]:
    """The lines of a level page (height x width x 3, blue first), empty where it is no Korean one or tesseract failed."""
    with private_folder() as folder:
        height, width = picture.shape[:2]
        (folder / "page.ppm").write_bytes(b"P6 %d %d 255\n" % (width, height) + picture[:, :, ::-1].tobytes())
        try:
            run_program(_command(tesseract), folder, Bounds(seconds, _ADDRESS_SPACE_BYTES), environment=_ENVIRONMENT)
            words = list(parse((folder / "page.tsv").read_text("utf-8")))
        except (ProgramError, OSError):
            return []
    return lines_of(mend(words, picture, reread)) if is_korean(words) else []


def _command(tesseract: str) -> list[str]:
    return [tesseract, "page.ppm", "page", "-l", "kor", "--psm", "6", "tsv"]


def lines_of(words: Sequence[_Word]) -> list[ReadLine]:
    if not words:
        return []
    size = median([word.step for word in words for _ in word.text])
    lines = [_line(list(group), size) for _, group in groupby(words, key=lambda word: word.line)]
    return [spaced(line, size, _SPACE) for line in lines]


def is_korean(words: Sequence[_Word]) -> bool:
    """Whether hangul was read, and with some confidence: a page in another script comes out as hangul too."""
    letters = [char for word in words for char in word.text if char.isalpha()]
    hangul = sum(_HANGUL.match(char) is not None for char in letters)
    known = hangul >= _LEAST_HANGUL_SHARE * max(len(letters), 1)
    return bool(letters) and known and fmean(word.score for word in words for _ in word.text) >= _LEAST_SCORE


def mend(words: Sequence[_Word], picture: Any, reread: Reread) -> list[_Word]:
    """The words with figures, letters and circled numbers as the other engine reads them, where it is sure."""
    runs = _runs(words)
    doubtful = [run for run in runs if not _HANGUL.search(run.text) and _DOUBTFUL.search(run.text)]
    texts = reread([_cut(picture, run) for run in doubtful]) if doubtful else []
    mended = {run: _mended(run, *text) for run, text in zip(doubtful, texts, strict=True)}
    return [mended.get(run, run) for run in runs]


def _mended(run: _Word, text: str, score: float) -> _Word:
    text = _WON.sub("₩", text.strip()) if "\\" in run.text else text.strip()
    least = _SURE_OF_CIRCLED if _CIRCLED.fullmatch(text) else _SURE
    return run._replace(text=text, score=score) if score >= least and _FIGURES.fullmatch(text) else run


def _runs(words: Sequence[_Word]) -> list[_Word]:
    """The words cut where hangul begins or ends; what is no hangul and stands side by side is one run."""
    runs: list[_Word] = []
    for piece in (piece for word in words for piece in _pieces(word)):
        last = runs[-1] if runs else None
        if last and last.line == piece.line and not _HANGUL.search(last.text + piece.text):
            height = piece.bottom - piece.top
            if piece.left - last.right < _SAME_RUN * height:
                top, bottom = min(last.top, piece.top), max(last.bottom, piece.bottom)
                score = min(last.score, piece.score)
                runs[-1] = _Word(last.line, last.left, top, piece.right, bottom, score, last.text + piece.text)
                continue
        runs.append(piece)
    return runs


def _pieces(word: _Word) -> Iterator[_Word]:
    left = word.left
    for match in _RUNS.finditer(word.text):
        right = left + word.step * sum(map(width_of, match.group()))
        yield word._replace(left=left, right=right, text=match.group())
        left = right


def _cut(picture: Any, word: _Word) -> Any:
    margin = _MARGIN * (word.bottom - word.top)
    top, bottom = max(round(word.top - margin), 0), round(word.bottom + margin) + 1
    left, right = max(round(word.left - margin), 0), round(word.right + margin) + 1
    return picture[top:bottom, left:right]


def parse(table: str) -> Iterator[_Word]:
    """The words of a TSV answer of tesseract."""
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            left, top = float(row["left"]), float(row["top"])
            right, bottom = left + float(row["width"]), top + float(row["height"])
            line = row["block_num"], row["par_num"], row["line_num"]
            yield _Word(line, left, top, right, bottom, max(float(row["conf"]), 0.0) / 100, text)


def _line(words: Sequence[_Word], size: float) -> ReadLine:
    """Boxes that are too wide for their words reach into the next one."""
    chars, centres, scores = [], [], []
    for word in words:
        at, step = word.left, min(word.step, _WIDEST * size)
        for char in word.text:
            chars.append(char)
            centres.append(at + step * width_of(char) / 2)
            scores.append(word.score)
            at += step * width_of(char)
    top, bottom = median(word.top for word in words), median(word.bottom for word in words)
    return ReadLine("".join(chars), tuple(centres), words[0].left, top, words[-1].right, bottom, fmean(scores))
