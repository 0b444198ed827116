"""What a window is read with that stands elsewhere in the document: the parties, and the terms that it uses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extract.job import Job
from pipeline.outline.section import Definition

# A contract defines a few dozen terms; each is looked for in the text of every window.
_MOST_TERMS = 300


def carried(job: Job, first: int, last: int) -> list[int]:
    """The passages outside of `first` to `last` that define its parties and terms, parties first."""
    text = job.document.text[job.passages[first].start : job.passages[last - 1].end]
    definitions = job.outline.definitions
    parties = [definition for definition in definitions if definition.kind == "party"]
    terms = [definition for definition in definitions if definition.kind == "term"][:_MOST_TERMS]
    needed = [*parties[:_MOST_TERMS], *(definition for definition in terms if definition.term in text)]
    found = (number for definition in needed for number in _passages(job, definition))
    return [number for number in dict.fromkeys(found) if not first <= number < last]


def _passages(job: Job, definition: Definition) -> Iterator[int]:
    """The passages over which the defining words run."""
    number = max(bisect_right(job.passages, definition.start, key=lambda passage: passage.start) - 1, 0)
    while number < len(job.passages) and job.passages[number].start < definition.end:
        yield number
        number += 1
