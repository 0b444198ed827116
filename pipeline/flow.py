"""The main path of one document. Read this first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.budget.calibration import Measure
from pipeline.budget.windows import Window
from pipeline.chat.faults import TooLong
from pipeline.chat.ledger import Totals
from pipeline.document.model import Document
from pipeline.extract.answers import Answers
from pipeline.extract.ask import Exchange, ask
from pipeline.extract.job import Job
from pipeline.extract.mask import Mask
from pipeline.extract.merge import Origin, merge
from pipeline.extract.record import Record
from pipeline.extract.second import Second
from pipeline.outline.section import Outline
from pipeline.schema.library import Library

# Halving the window this often leaves a sixteenth: an endpoint that refuses that too takes no contracts.
_SMALLER = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """The concrete parts of a run, chosen by the wiring.

    `plan` takes how often the window must be halved; `learn` is told what the endpoint counted; `second` reads
    beside it, where it is not our own; `origin` takes the document's language; `mask` says that numbers which name
    persons or accounts stay at home.
    """

    load: Callable[[Path, str], Document]
    outline: Callable[[Document], Outline]
    library: Library
    plan: Callable[[Job, int], list[Window]]
    exchange: Callable[[Job], Exchange]
    usage: Callable[[Document], Totals]
    learn: Callable[[Sequence[Measure]], None]
    second: Second | None
    origin: Callable[[str], Origin]
    mask: bool = False


class Extracted(NamedTuple):
    """What became of a file: the document that was read, its record, and whether a request stayed unanswered that may
    be answered later.
    """

    document: Document
    record: Record
    unanswered: bool


def extract_document(path: Path, name: str, parts: Parts) -> Extracted:
    """File to record. Raises DocumentError where the file cannot be read, Fatal where the run must stop."""
    document = parts.load(path, name)
    job = Job(document, parts.outline(document), parts.library, Mask.of(document.text) if parts.mask else None)
    windows, answers = _ask_within_the_endpoint(job, parts)
    parts.learn(answers.measures)
    record = merge(job, windows, answers, parts.usage(document), parts.origin(job.language))
    return Extracted(document, record, bool(answers.unanswered))


def _ask_within_the_endpoint(job: Job, parts: Parts) -> tuple[list[Window], Answers]:
    """Asks; an endpoint that takes less than it says gets smaller windows, and keeps what it has answered."""
    answers = Answers()
    for halvings in range(_SMALLER + 1):
        windows = parts.plan(job, halvings)
        try:
            return windows, ask(job, windows, parts.exchange(job), answers, parts.second)
        except TooLong:
            if halvings == _SMALLER:
                raise
    raise AssertionError("unreachable")
