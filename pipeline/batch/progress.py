"""How far a run is: a bar on a terminal, a line per document elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.batch.runner import Outcome
from pipeline.messages import render
from pipeline.text.shown import about, shown_on_a_line

Advance = Callable[[Outcome], None]


@contextmanager
def progress(total: int, say: Callable[[str], None], language: str = "en") -> Iterator[Advance]:
    """Yields what to call with each outcome."""
    if sys.stderr.isatty():
        with _bar(total, language) as advance:
            yield advance
    else:
        yield _lines(total, say, language)


def _lines(total: int, say: Callable[[str], None], language: str) -> Advance:
    count = 0

    def advance(outcome: Outcome) -> None:
        nonlocal count
        count += 1
        say(f"[{count}/{total}] {told(outcome, language)}")

    return advance


@contextmanager
def _bar(total: int, language: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("extracting", total=total)

        def advance(outcome: Outcome) -> None:
            # As Text: a file called [red].pdf is a name, not markup.
            bar.console.print(Text(told(outcome, language)))
            bar.advance(task)

        yield advance


def told(outcome: Outcome, language: str = "en") -> str:
    """One line about one document. The status is the record's own word in every language."""
    record, name = outcome.record, shown_on_a_line(outcome.name)
    if record.reason is not None:
        return f"{record.status:<8}  {about(outcome.name, record.reason.line)}"
    pieces: list[tuple[str, dict[str, object]]] = [
        ("progress_document", {"status": record.status, "name": name, "clauses": len(record.clauses)})
    ]
    if record.document.pages:
        pieces.append(("progress_pages", {"pages": record.document.pages}))
    if outcome.resumed:
        pieces.append(("progress_resumed", {}))
    return "".join(render(code, params, language).text for code, params in pieces)
