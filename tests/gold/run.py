"""The gold contracts through the program as a user would run it: extracted by the embedded endpoint, then evaluated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.cli.command_line import main
from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.score import Score
from tests.gold import make


def score(folder: Path, seed: int, copies: int = 1, formats: Sequence[str] = ()) -> Score:
    """What `cjkclause evaluate` says of the contracts of a seed, written, extracted and kept below `folder`."""
    make.write(folder, seed, copies, formats)
    code = main(["extract", str(folder / "texts"), "-o", str(folder / "out"), "--endpoint", "embedded"])
    if code:
        raise AssertionError(f"extract ended with {code}")
    return evaluate(folder / "out", folder / "gold")
