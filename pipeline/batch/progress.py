"""How far a run is: a bar on a terminal, a line per document elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.batch.runner import Outcome
from pipeline.text.shown import shown_on_a_line

Advance = Callable[[Outcome], None]


@contextmanager
def progress(total: int, say: Callable[[str], None]) -> Iterator[Advance]:
    """Yields what to call with each outcome."""
    if sys.stderr.isatty():
        with _bar(total) as advance:
            yield advance
    else:
        yield _lines(total, say)


def _lines(total: int, say: Callable[[str], None]) -> Advance:
    count = 0

    def advance(outcome: Outcome) -> None:
        nonlocal count
        count += 1
        say(f"[{count}/{total}] {told(outcome)}")

    return advance


@contextmanager
def _bar(total: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("extracting", total=total)

        def advance(outcome: Outcome) -> None:
            # As Text: a file called [red].pdf is a name, not markup.
            bar.console.print(Text(told(outcome)))
            bar.advance(task)

        yield advance


def told(outcome: Outcome) -> str:
    """One line about one document."""
    record, name = outcome.record, shown_on_a_line(outcome.name)
    if record.reason is not None:
        return (
            f"{record.status:<8}  {name}: {shown_on_a_line(f'{record.reason.message} {record.reason.remedy}').rstrip()}"
        )
    pages = f", {record.document.pages} pages" if record.document.pages else ""
    again = ", from an earlier run" if outcome.resumed else ""
    return f"{record.status:<8}  {name}: {len(record.clauses)} clauses{pages}{again}"
