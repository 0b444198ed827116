"""Loading against what a user would pick instead, on files made to be nasty: `python -m tests.bench.loading`.

The files are written from a seed, so another seed is another set of unseen contracts. `--full` takes every kind in
every language and the long files; `--keep DIR` leaves the files there; `--worst` lists what was read wrongly.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.loading import damage, glyphs, ink, margins, orders, printers, tables, tools, word
from tests.bench.loading.sample import Sample, plain
from tests.bench.loading.score import CLOSE, EXACT, Card, placed, score

# What is counted, in the samples' words and in the table's.
_COUNTED = {
    "labels": "numbers", "headings": "headings alone", "unseen": "hidden read", "margins": "furniture read",
    "unread": "lost pages named",
}  # fmt: skip
_ROOMS = (orders, ink, margins, tables, glyphs, damage, word)


def main() -> None:
    options = _options()
    samples = list(make(options.seed, options.full))
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        samples += printers.make(options.seed, options.full, folder)
        for suffix, heading in ((".pdf", "PDF"), (".docx", "DOCX")):
            _measure(heading, [each for each in samples if each.suffix == suffix], suffix, folder, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.loading", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the other tools out")
    return parser.parse_args()


def make(seed: int, full: bool) -> Iterable[Sample]:
    """Every kind: in every language, or each in one."""
    for room in _ROOMS:
        for maker, languages in room.KINDS:
            for language in languages if full else languages[:1]:
                yield maker(random.Random(f"{seed} {maker.__qualname__} {language}"), language)
    for long in (damage.long, word.long) if full else (damage.long_small,):
        yield long(random.Random(seed), "zh-Hans")


def _measure(heading: str, samples: Sequence[Sample], suffix: str, folder: Path, options: argparse.Namespace) -> None:
    files = [_write(sample, folder, place) for place, sample in enumerate(samples)]
    cards, missing = [], []
    for tool in tools.TOOLS:
        if tool.suffix != suffix or (options.ours and tool.name != tools.OURS_PDF.name):
            continue
        if not tool.installed:
            missing.append(tool.name)
            continue
        run = tools.run(tool, files)
        scores = [score(sample, answer) for sample, answer in zip(samples, run.answers, strict=True)]
        cards.append(Card(tool.name, scores, run.seconds, run.megabytes, tool.code is tools.OURS_PDF.code))
    _print(heading, samples, cards)
    floor = next(tool for tool in tools.FLOORS if tool.suffix == suffix)
    least = tools.run(floor, files)
    print(
        f"{floor.name}: {sum(each.pages for each in samples) / max(least.seconds, 0.01):,.0f} pages/s, start-up included"
    )
    if missing:
        print(f"left out, not installed: {', '.join(missing)}")
    if suffix == ".pdf":
        _print_places(samples, files)
    if options.worst:
        _print_worst(cards[0])


def _write(sample: Sample, folder: Path, place: int) -> Path:
    path = folder / f"{place:03d}{sample.suffix}"
    path.write_bytes(sample.data)
    (folder / (path.name + ".quotes.json")).write_text(json.dumps([plain(quote.text) for quote in sample.quotes]))
    return path


def _print(heading: str, samples: Sequence[Sample], cards: Sequence[Card]) -> None:
    readable, count = sum(bool(each.texts[0]) for each in samples), sum(each.pages for each in samples)
    print(f"\n{heading}: {readable} files that can be read, {len(samples) - readable} that cannot, {count} pages")
    totals = [sum(len(getattr(each, name)) for each in samples) for name in _COUNTED]
    counted = [f"{name} of {total}" for name, total in zip(_COUNTED.values(), totals, strict=True)]
    heads = [f"CER <= {EXACT} %", f"<= {CLOSE:g} %", "mean %", *counted, "pages/s", "times", "MB"]
    print(" " * 17 + "".join(f"{head:>{len(head) + 2}}" for head in heads))
    base = next((card.seconds for card in cards if card.name in ("pypdf", "python-docx")), cards[0].seconds)
    for card in cards:
        cells = [str(card.within(EXACT)), str(card.within(CLOSE)), f"{card.mean:.2f}", *map(str, card.counts())]
        cells += [f"{count / card.seconds:.0f}", f"{base / card.seconds:.1f}", f"{card.megabytes:.0f}"]
        print(f"{card.name:17}" + "".join(f"{cell:>{len(head) + 2}}" for cell, head in zip(cells, heads, strict=True)))


def _print_places(samples: Sequence[Sample], files: Sequence[Path]) -> None:
    run = tools.run(tools.PLACES, files)
    counts = [placed(each.quotes, answer) for each, answer in zip(samples, run.answers, strict=True)]
    print(f"quotes mapped to their place by cjkclause: {sum(counts)} of {sum(len(each.quotes) for each in samples)}")
    for each, path, right in zip(samples, files, counts, strict=True):
        if right < len(each.quotes):
            print(f"  {path.name} {each.name}: {right} of {len(each.quotes)}")


def _print_worst(card: Card) -> None:
    for place, each in enumerate(card.scores):
        sample = each.sample
        wrong = (
            (each.recoverable and each.error_rate > EXACT) or each.labels < len(sample.labels) or each.headings < len(sample.headings)
            or each.leaked or each.furnished or each.named < len(sample.unread)
        )  # fmt: skip
        if wrong:
            print(
                f"  {place:03d} {sample.name}: CER {each.error_rate:.2f} %, numbers {each.labels}/{len(sample.labels)}, headings {each.headings}/{len(sample.headings)}, "
                f"hidden {each.leaked}, furniture {each.furnished}, lost {each.named}/{len(sample.unread)} {each.fault}"
            )


if __name__ == "__main__":
    main()
