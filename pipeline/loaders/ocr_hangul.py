"""Korean pages through tesseract, an outside program: the models of rapidocr's wheel know no hangul."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

from pipeline.loaders.ocr_line import ReadLine, spaced, width_of
from pipeline.loaders.program import Bounds, ProgramError, private_folder, run_program

# More threads than one take many times as long on a busy machine.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LEAST_HANGUL_SHARE, _LEAST_SCORE = 0.3, 0.5
# In ems: what parts two words, where tesseract parts syllables.
_SPACE = 0.28
_ADDRESS_SPACE_BYTES = 2 << 30


class _Word(NamedTuple):
    """In pixels. `line` is the block, paragraph and line it belongs to."""

    line: tuple[str, str, str]
    left: float
    top: float
    right: float
    bottom: float
    score: float
    text: str


def read_hangul(picture: Any, tesseract: str, seconds: float) -> list[ReadLine]:
    """The lines of a level page (height x width x 3), empty where it is no Korean one or tesseract failed."""
    import cv2

    with private_folder() as folder:
        cv2.imwrite(str(folder / "page.png"), picture)
        try:
            run_program(_command(tesseract), folder, Bounds(seconds, _ADDRESS_SPACE_BYTES), environment=_ENVIRONMENT)
            lines = parse((folder / "page.tsv").read_text("utf-8"))
        except (ProgramError, OSError):
            return []
    return lines if is_korean(lines) else []


def _command(tesseract: str) -> list[str]:
    return [tesseract, "page.png", "page", "-l", "kor", "--psm", "6", "tsv"]


def parse(table: str) -> list[ReadLine]:
    """The lines of a TSV answer of tesseract."""
    words = list(_words(table))
    if not words:
        return []
    size = median([(word.right - word.left) / sum(map(width_of, word.text)) for word in words for _ in word.text])
    lines = [_line(list(group)) for _, group in groupby(words, key=lambda word: word.line)]
    return [spaced(line, size, _SPACE) for line in lines]


def is_korean(lines: Sequence[ReadLine]) -> bool:
    """Whether hangul was read, and with some confidence: a page in another script comes out as hangul too."""
    letters = [char for line in lines for char in line.text if char.isalpha()]
    hangul = sum(_HANGUL.match(char) is not None for char in letters)
    known = hangul >= _LEAST_HANGUL_SHARE * max(len(letters), 1)
    return bool(letters) and known and fmean(line.score for line in lines for _ in line.text) >= _LEAST_SCORE


def _words(table: str) -> Iterable[_Word]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            left, top = float(row["left"]), float(row["top"])
            right, bottom = left + float(row["width"]), top + float(row["height"])
            line = row["block_num"], row["par_num"], row["line_num"]
            yield _Word(line, left, top, right, bottom, max(float(row["conf"]), 0.0) / 100, text)


def _line(words: Sequence[_Word]) -> ReadLine:
    chars, centres, scores = [], [], []
    for word in words:
        step = (word.right - word.left) / sum(map(width_of, word.text))
        at = word.left
        for char in word.text:
            chars.append(char)
            centres.append(at + step * width_of(char) / 2)
            scores.append(word.score)
            at += step * width_of(char)
    top, bottom = median(word.top for word in words), median(word.bottom for word in words)
    return ReadLine("".join(chars), tuple(centres), words[0].left, top, words[-1].right, bottom, fmean(scores))


def has_korean(tesseract: str) -> bool:
    """Whether the program has its Korean data."""
    with private_folder() as folder:
        try:
            told = run_program([tesseract, "--list-langs"], Path(folder), Bounds(10, _ADDRESS_SPACE_BYTES))
        except ProgramError:
            return False
    return "kor" in told.decode("utf-8", "replace").split()
