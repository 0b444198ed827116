"""rapidocr behind two questions: where the lines are and which way up, and what they say.

Runs inside the OCR child. The models (PP-OCRv6) lie in rapidocr's wheel; nothing is fetched.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

from pipeline.loaders.ocr.line import ReadLine, rotate, slope
from pipeline.loaders.ocr.picture import Picture, turned
from pipeline.loaders.ocr.upright import Cell, upright

Quad = Any
"""Four corners (x, y) in pixels, float32: top left, top right, bottom right, bottom left of what stands upright."""

# Longest side in pixels of the picture in which lines are looked for; they are read from the full one.
_LONGEST_SIDE = 1600
_MOST_LINES = 4000
_TALL = 1.5
_SAMPLED_LINES = 6
# Mean scores of a sample: of upright lines in a known script; below the second nobody knows the script.
_SURE, _KNOWN = 0.93, 0.9
# The page as it stands and on its head; on its side, and in vertical writing: quarters, whether vertical.
_LEVEL_WAYS, _TALL_WAYS = ((0, False), (2, False)), ((1, False), (3, False), (0, True))


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of a page, not read yet. `picture` was turned `quarters` counter-clockwise to stand upright; its lines
    fall by `degrees`; `score` is that of a sample."""

    picture: Picture
    quads: list[Quad]
    quarters: int
    degrees: float
    vertical: bool
    score: float

    @property
    def legible(self) -> bool:
        return self.score >= _KNOWN

    def on_its_head(self) -> Found:
        quads = [_turn(quad, 2, self.picture) for quad in self.quads]
        return replace(self, picture=turned(self.picture, 2), quads=quads, quarters=(self.quarters + 2) % 4)

    @property
    def middle(self) -> tuple[float, float]:
        height, width = self.picture.shape[:2]
        return width / 2, height / 2


@dataclass(frozen=True, slots=True)
class _Crop:
    """One line as the engine sees it. Where a column was cut up and set anew, `cells` says where its pieces were."""

    picture: Picture
    cells: list[Cell] | None = None

    def place(self, x: float) -> float:
        """Pixels from the beginning of the line on the page."""
        if self.cells is None:
            return x
        width = self.picture.shape[1] / len(self.cells)
        top, bottom = self.cells[min(int(x / width), len(self.cells) - 1)]
        return (top + bottom) / 2


@dataclass(frozen=True, slots=True)
class _Text:
    """`centres` are pixels along the line from its beginning."""

    text: str
    centres: tuple[float, ...]
    score: float


class Engine:
    """The models, loaded once."""

    def __init__(self) -> None:
        logging.disable(logging.CRITICAL)
        cv2.setNumThreads(1)
        threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
        sizes = {"Global.max_side_len": 100_000, "Det.max_candidates": _MOST_LINES, "Rec.rec_batch_num": 1}
        plain = {"Global.use_cls": False, "Global.text_score": 0.0, "Global.log_level": "critical"}
        self._rapid = RapidOCR(params={**threads, **sizes, **plain})

    def find(self, picture: Picture) -> Found | None:
        """The lines of a page and which way up it is, None where there are no lines."""
        quads = self._detect(picture)
        if not quads:
            return None
        tall = sum(_length(quad) if _is_tall(quad) else -_length(quad) for quad in quads) > 0
        sample = sorted((quad for quad in quads if _is_tall(quad) == tall), key=_length)[-_SAMPLED_LINES:]
        score, quarters, vertical = self._orient(picture, sample, tall)
        stood = turned(picture, quarters)
        quads = [_turn(quad, quarters, picture) for quad in quads]
        return Found(stood, quads, quarters, _slope(quads, vertical), vertical, score)

    def read(self, found: Found) -> list[ReadLine]:
        """Every line that says anything."""
        texts = self._recognise([_crop(found.picture, quad, found.vertical) for quad in found.quads])
        return [_place(found, quad, text) for quad, text in zip(found.quads, texts, strict=True) if text.text]

    def reread(self, pictures: Sequence[Picture]) -> list[tuple[str, float]]:
        """What single pieces of lines say, with the score of each."""
        return [(text.text, text.score) for text in self._recognise([_Crop(picture) for picture in pictures])]

    def _detect(self, picture: Picture) -> list[Quad]:
        scale = min(1.0, _LONGEST_SIDE / max(picture.shape[:2]))
        small = picture if scale == 1.0 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        boxes = self._rapid(small, use_det=True, use_cls=False, use_rec=False).boxes
        return [] if boxes is None else [np.asarray(box, np.float32) / np.float32(scale) for box in boxes]

    def _orient(self, picture: Picture, sample: Sequence[Quad], tall: bool) -> tuple[float, int, bool]:
        """The way in which the sample is read best: its score, quarters to turn, and whether writing is vertical.

        Where no way is read well, scores tell nothing: then it is the first one.
        """
        ways = _TALL_WAYS if tall else _LEVEL_WAYS
        best = (-1.0, 0, False)
        for quarters, vertical in ways:
            stood = turned(picture, quarters)
            crops = [_crop(stood, _turn(quad, quarters, picture), vertical) for quad in sample]
            best = max(best, (fmean(text.score for text in self._recognise(crops)), quarters, vertical))
            if best[0] >= _SURE:
                break
        return best if best[0] >= _KNOWN else (best[0], *ways[0])

    def _recognise(self, crops: Sequence[_Crop]) -> list[_Text]:
        self._rapid.return_word_box = True
        told = self._rapid.recognize_txt([crop.picture for crop in crops])
        lines = zip(told.txts, told.scores, told.word_results, crops, strict=True)
        return [_text(raw, float(score), word, crop) for raw, score, word, crop in lines]


def _text(raw: str, score: float, word: Any, crop: _Crop) -> _Text:
    """The engine tells the column of every character but spaces, which stand between their neighbours."""
    raw = raw.strip()
    columns = [column for part in word.word_cols for column in part] if raw else []
    if len(columns) != sum(not char.isspace() for char in raw):
        return _Text("", (), 0.0)
    step = crop.picture.shape[1] / max(word.line_txt_len, 1.0)
    places = iter([crop.place((column + 0.5) * step) for column in columns])
    centres: list[float] = []
    blanks: list[int] = []
    for index, char in enumerate(raw):
        if char.isspace():
            blanks.append(index)
            centres.append(0.0)
            continue
        centres.append(next(places))
        for blank in blanks:
            before = centres[blanks[0] - 1]
            centres[blank] = before + (centres[index] - before) * (blank - blanks[0] + 1) / (len(blanks) + 1)
        blanks.clear()
    return _Text(raw, tuple(centres), score)


def _length(quad: Quad) -> float:
    return float(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[0] - quad[3])))


def _is_tall(quad: Quad) -> bool:
    return bool(np.linalg.norm(quad[0] - quad[3]) > _TALL * np.linalg.norm(quad[0] - quad[1]))


def _turn(quad: Quad, quarters: int, picture: Picture) -> Quad:
    """The corners on the turned page, the one that is top left there first."""
    height, width = picture.shape[:2]
    for _ in range(quarters % 4):
        x, y = quad[:, 0], quad[:, 1]
        quad = np.roll(np.stack([y, width - x], axis=1), -1, axis=0).astype(np.float32)
        height, width = width, height
    return quad


def _slope(quads: Sequence[Quad], vertical: bool) -> float:
    """Degrees by which lines fall to the right; columns lean as much as their page is askew."""
    angles = []
    for quad in quads:
        if _is_tall(quad) == vertical:
            (x0, y0), (x1, y1) = quad[0], quad[3 if vertical else 1]
            degrees = math.degrees(math.atan2(y1 - y0, x1 - x0)) - (90 if vertical else 0)
            angles.append((degrees, _length(quad)))
    return slope(angles)


def _crop(picture: Picture, quad: Quad, vertical: bool) -> _Crop:
    """The line cut out and made level."""
    width = max(int(np.linalg.norm(quad[0] - quad[1])), int(np.linalg.norm(quad[3] - quad[2])), 1)
    height = max(int(np.linalg.norm(quad[0] - quad[3])), int(np.linalg.norm(quad[1] - quad[2])), 1)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    cut = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return _Crop(*upright(cut)) if vertical and height > _TALL * width else _Crop(cut)


def _place(found: Found, quad: Quad, text: _Text) -> ReadLine:
    """The line on the level page."""
    corners = [rotate(float(x), float(y), -found.degrees, found.middle) for x, y in quad]
    xs, ys = zip(*corners, strict=True)
    vertical = found.vertical and _is_tall(quad)
    left, top = (xs[0] + xs[3]) / 2, (ys[0] + ys[1]) / 2
    begin = top if vertical else left
    centres = tuple(begin + centre for centre in text.centres)
    right, bottom = (xs[1] + xs[2]) / 2, (ys[2] + ys[3]) / 2
    return ReadLine(text.text, centres, left, top, right, bottom, text.score, vertical)
