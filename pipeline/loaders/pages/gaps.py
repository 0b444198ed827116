"""White space that parts the paragraphs of a page, as a blank line does: far more of it than between others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.document.model import Gap
from pipeline.loaders.pages.margins import Set
from pipeline.loaders.pages.paragraphs import Paragraph

_USUAL_SHARE, _WIDE = 0.2, 1.5
# A page that ends higher than others by so many lines was ended on purpose.
_LEAST_ROOM_LINES = 4.0


def gaps(paragraphs: Sequence[Paragraph], pitch: float) -> Iterator[Gap]:
    """What parts each paragraph from the one above; `pitch` is the usual distance of lines in points."""
    pairs = [(above.lines[-1], below.lines[0]) for above, below in pairwise(paragraphs)]
    steps = sorted(step for pair in pairs if (step := _step(*pair)) is not None)
    usual = steps[int(_USUAL_SHARE * len(steps))] if steps else 0.0
    lowest = max((line.line.bottom for paragraph in paragraphs for line in paragraph.lines), default=0.0)
    yield Gap.NONE
    for above, below in pairs:
        step = _step(above, below)
        wide = step is not None and step > _WIDE * usual
        ended = above.page != below.page and lowest - above.line.bottom > _LEAST_ROOM_LINES * pitch
        yield Gap.BLANK if wide or ended else Gap.NONE


def _step(above: Set, below: Set) -> float | None:
    """How far down the page one line stands below the other, in points; None where that is not its way."""
    if above.page != below.page or above.line.column != below.line.column:
        return None
    step = below.line.bottom - above.line.bottom
    return step if step > 0 else None
