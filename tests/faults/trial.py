"""A run behind a breaking proxy, measured against the clean run. As a script it prints the table by fault:

python -m tests.faults.trial samples/*.docx --rate 0.2 --seeds 3
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.batch.folder import OutputFolder
from pipeline.batch.inputs import find_inputs
from pipeline.batch.runner import Outcome, Run
from pipeline.chat.client import ChatClient
from pipeline.chat.client_settings import ClientSettings
from pipeline.chat.ledger import Ledger
from pipeline.chat.retry import RetryPolicy
from pipeline.endpoint.server import EmbeddedServer
from pipeline.errors import CjkclauseError
from pipeline.extract.record import Clause, Record
from pipeline.schema.library import Library
from pipeline.settings import Endpoint, Settings
from pipeline.wiring.connection import Connection
from pipeline.wiring.library import library
from tests.faults.breakage import FAULTS, MAY_REPEAT, Breakage
from tests.faults.proxy import Proxy, Upstream

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """`stopped` is why a run ended early, "" if it did not."""

    records: dict[str, Record]
    texts: dict[str, str]
    requests: list[bytes]
    broken: list[bytes]
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a trial is worth against the clean run.

    `named` is how many clauses, values, subtypes or passages are missing, different or invented with an issue that says
    so; `silent` are those without.
    `repeats` are bytes that were sent again though nothing allowed it.
    """

    back: int
    clauses: int
    named: int
    silent: tuple[str, ...]
    unproved: int
    requests: float
    broken: int
    repeats: int
    stopped: str

    @property
    def share(self) -> float:
        return self.back / self.clauses if self.clauses else 1.0


@cache
def _library() -> Library:
    return library()


def settings(answer_tokens: int, stream: bool = True) -> Settings:
    """A small answer limit makes many requests of few documents."""
    return Settings(answer_tokens=answer_tokens, jobs=2, stream=stream)


def run(
    paths: Sequence[Path],
    upstream: Upstream,
    breakage: Breakage | None = None,
    rate: float = 0.2,
    seed: int = 0,
    *,
    answer_tokens: int = 1024,
    stream: bool = True,
    signed: bool = False,
) -> Trial:
    """The real path from files to records; only the waits between retries are short. `signed` lets through who answers."""
    with Proxy(upstream, breakage, rate, seed, signed) as proxy, tempfile.TemporaryDirectory() as out:
        endpoint = Endpoint(base_url=proxy.base_url, api_key=None, model="kimi-k2-5")
        policy = RetryPolicy(first_wait_seconds=0.002, longest_backoff_seconds=0.02)
        ledger = Ledger()
        folder = OutputFolder(Path(out))
        outcomes: list[Outcome] = []
        stopped = ""
        with ChatClient(proxy.base_url, None, endpoint.model, ClientSettings(retry=policy), ledger=ledger) as client:
            connection = Connection(settings(answer_tokens, stream), endpoint, _library(), client, ledger)
            try:
                outcomes.extend(Run(connection, folder, find_inputs(paths).files))
            except CjkclauseError as error:
                stopped = error.code
        folder.close()
        texts = {
            outcome.name: (Path(out) / f"{outcome.name}.txt").read_bytes().decode("utf-8", "surrogatepass")
            for outcome in outcomes
        }
        records = {outcome.name: outcome.record for outcome in outcomes}
        return Trial(records, texts, proxy.requests, proxy.broken, stopped)


def judge(clean: Trial, trial: Trial, may_repeat: bool) -> Verdict:
    pairs = [(clean.records[name], record) for name, record in trial.records.items()]
    losses = [(truth, record, *loss) for truth, record in pairs for loss in _losses(truth, record)]
    silent = tuple(
        f"{record.document.name} {clause.id} {what}"
        for truth, record, clause, what in losses
        if not _named(truth, record, clause)
    )
    times = Counter(trial.requests)
    return Verdict(
        back=sum(_find(record, clause) is not None for truth, record in pairs for clause in truth.clauses),
        clauses=sum(len(record.clauses) for record in clean.records.values()),
        named=len(losses) - len(silent),
        silent=silent,
        unproved=sum(_unproved(record, trial.texts[name]) for name, record in trial.records.items()),
        requests=len(trial.requests) / len(clean.requests),
        broken=len(trial.broken),
        repeats=0 if may_repeat else sum(count - 1 for count in times.values()),
        stopped=trial.stopped,
    )


def _losses(truth: Record, record: Record) -> Iterator[tuple[Clause, str]]:
    """What is missing, different or invented."""
    for clause in truth.clauses:
        found = _find(record, clause)
        if found is None:
            yield clause, "missing"
        else:
            yield from ((clause, name) for name in _TOLD if getattr(found, name) != getattr(clause, name))
    yield from ((clause, "invented") for clause in record.clauses if _find(truth, clause) is None)


_TOLD = ("values", "subtype", "passages")


def _find(record: Record, clause: Clause) -> Clause | None:
    return next((each for each in record.clauses if _same(each, clause)), None)


def _same(one: Clause, other: Clause) -> bool:
    return (one.type, one.start, one.end, one.quote) == (other.type, other.start, other.end, other.quote)


def _named(truth: Record, record: Record, clause: Clause) -> bool:
    """Whether an issue that the clean run does not have, or the coverage, says that something is wrong at this place."""
    usual = {(issue.code, issue.start, issue.end) for issue in truth.issues}
    issues = [
        (issue.start, issue.end)
        for issue in record.issues
        if issue.severity != "info" and (issue.code, issue.start, issue.end) not in usual
    ]
    places = [(each.start, each.end) for each in record.coverage if each.outcome != "answered"]
    return any(
        start is not None and end is not None and start < clause.end and clause.start < end
        for start, end in [*issues, *places]
    )


def _unproved(record: Record, text: str) -> int:
    """Quotes that do not stand in the text where the record says."""
    quotes = [(clause.quote, clause.start, clause.end) for clause in record.clauses]
    for clause in record.clauses:
        quotes += [(found.quote, found.start, found.end) for found in clause.evidence.values()]  # type: ignore[misc]
    return sum(text[start:end] != quote for quote, start, end in quotes)


_COLUMNS = ("fault", "broken", "requests", "clauses back", "named", "silent", "unproved", "repeats")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--fault", action="append", choices=FAULTS, help="only this one; may be given several times")
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--answer-tokens", type=int, default=1024)
    parser.add_argument("--no-stream", action="store_true")
    parser.add_argument("--signed", action="store_true", help="let through that the rules answer")
    parser.add_argument("--base-url", help="of the endpoint behind the proxy; ours, if none is named")
    args = parser.parse_args(argv)
    with ExitStack() as stack:
        server = None if args.base_url else stack.enter_context(EmbeddedServer())
        upstream = Upstream.of(server.base_url, server.api_key) if server else Upstream.of(args.base_url, "")
        return _print_table(args, upstream)


def _print_table(args: argparse.Namespace, upstream: Upstream) -> int:
    how = {"answer_tokens": args.answer_tokens, "stream": not args.no_stream, "signed": args.signed}
    clean = run(args.paths, upstream, **how)
    print(f"{len(clean.records)} documents, {len(clean.requests)} requests, rate {args.rate}, {args.seeds} seeds\n")
    for cells in (_COLUMNS, ["-" * len(column) for column in _COLUMNS]):
        print(f"| {' | '.join(cells)} |")
    good = [_row(name, clean, args, how, upstream) for name in args.fault or FAULTS]
    return 0 if all(good) else 1


def _row(name: str, clean: Trial, args: argparse.Namespace, how: dict[str, int | bool], upstream: Upstream) -> bool:
    verdicts = [
        judge(clean, run(args.paths, upstream, FAULTS[name], args.rate, seed, **how), name in MAY_REPEAT)  # type: ignore[arg-type]
        for seed in range(args.seeds)
    ]
    total: Callable[[str], float] = lambda field: sum(getattr(verdict, field) for verdict in verdicts)  # noqa: E731
    silent = [each for verdict in verdicts for each in verdict.silent]
    share, requests = total("back") / total("clauses"), total("requests") / len(verdicts)
    counts = [str(count) for count in (total("named"), len(silent), total("unproved"), total("repeats"))]
    print(f"| {' | '.join([name, str(total('broken')), f'{requests:.2f} x', f'{share:.2%}', *counts])} |", flush=True)
    for each in [*sorted({verdict.stopped for verdict in verdicts} - {""}), *silent]:
        print(f"  {each}", file=sys.stderr, flush=True)
    return share == 1 and not silent and not total("unproved") and not total("repeats")


if __name__ == "__main__":
    sys.exit(main())
