"""Proving quotes beside what a user would pick instead: python -m tests.bench.grounding

In one process, CPU time, medians of several rounds: the first quote, which folds the text, and every quote after it.
`str.find` says only whether the very same characters stand there; rapidfuzz always says something, a similarity.
"""

from __future__ import annotations

import importlib.util
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.extract.ground import ground

CHARACTERS = 200_000
QUOTE_CHARS = 40
ROUNDS = 5
TEXTS = Path(__file__).parents[2] / "samples" / "texts"


def contracts() -> str:
    """The sample contracts one after the other, each time with other figures, so that few passages repeat."""
    dice = random.Random(1)
    digits = str.maketrans("0123456789", "".join(dice.sample("0123456789", 10)))
    whole = ""
    while len(whole) < CHARACTERS:
        for path in sorted(TEXTS.glob("*.txt")):
            whole += path.read_text("utf-8").translate(digits)
    return whole[:CHARACTERS]


def quotes(text: str, count: int) -> dict[str, list[str]]:
    dice = random.Random(2)
    present = [text[at : at + QUOTE_CHARS] for at in (dice.randrange(len(text) - QUOTE_CHARS) for _ in range(count))]
    middle = QUOTE_CHARS // 2
    return {
        "present": present,
        "full width for half": [
            quote.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}) for quote in present
        ],
        "one sign changed": [quote[:middle] + "变" + quote[middle + 1 :] for quote in present],
        "absent, other words": [
            "".join(dice.choices("天地玄黄宇宙洪荒日月盈昃辰宿列张", k=QUOTE_CHARS)) for _ in present
        ],
        "absent, the same words": ["".join(dice.sample(quote, len(quote))) for quote in present],
    }


def milliseconds(prove: Callable[[str], object], asked: Sequence[str]) -> float:
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for quote in asked:
            prove(quote)
        rounds.append(1000 * (time.process_time() - began))
    return statistics.median(rounds)


def main() -> None:
    text = contracts()
    first = []
    for round_ in range(ROUNDS):
        began = time.process_time()
        ground(text + " " * round_, "天地玄黄宇宙洪荒")
        first.append(1000 * (time.process_time() - began))
    print(
        f"\nGrounding in {CHARACTERS:,} characters: the first quote, with the one fold, {statistics.median(first):.0f} ms"
    )
    ground(text, "天地玄黄宇宙洪荒")
    for count in (60, 1000):
        asked = quotes(text, count)
        print(f"  {count} quotes of {QUOTE_CHARS} characters")
        base = milliseconds(text.find, asked["present"])
        print(f"    {'str.find, present':<44} {base:9.1f} ms    1.0 x")
        for name, own in asked.items():
            spent = milliseconds(lambda quote: ground(text, quote), own)
            print(f"    {'cjkclause, ' + name:<44} {spent:9.1f} ms {spent / base:6.1f} x")
    _beside_rapidfuzz(text)


def _beside_rapidfuzz(text: str) -> None:
    """On a few quotes alone: it takes long."""
    if importlib.util.find_spec("rapidfuzz") is None:
        print("  rapidfuzz is not installed: pip install '.[bench]'")
        return
    from rapidfuzz.fuzz import partial_ratio_alignment

    changed = quotes(text, 5)["one sign changed"]
    ours = milliseconds(lambda quote: ground(text, quote), changed)
    theirs = milliseconds(lambda quote: partial_ratio_alignment(quote, text), changed)
    print("  5 quotes with one sign changed")
    print(f"    {'cjkclause':<44} {ours:9.1f} ms    1.0 x")
    print(f"    {'rapidfuzz, partial_ratio_alignment':<44} {theirs:9.1f} ms {theirs / ours:6.1f} x")


if __name__ == "__main__":
    main()
