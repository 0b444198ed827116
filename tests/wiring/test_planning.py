"""How much a request may hold."""

from __future__ import annotations

import pytest

from pipeline.settings import Settings
from pipeline.wiring.library import library
from pipeline.wiring.planning import allowance, plan
from tests.contracts import LEASE, document

PHONE = "联系电话：13912345678。"


def test_each_halving_halves_the_window_and_leaves_the_answers_room() -> None:
    settings = Settings(context_tokens=64_000, answer_tokens=8_000)
    held = [allowance(settings, halvings) for halvings in range(4)]
    assert [each.context_tokens for each in held] == [64_000, 32_000, 16_000, 16_000]
    assert {each.answer_tokens for each in held} == {8_000}


def test_a_window_that_was_small_from_the_start_is_not_made_larger() -> None:
    settings = Settings(context_tokens=20_000, answer_tokens=12_000)
    assert allowance(settings, halvings=1).context_tokens == 20_000


@pytest.mark.parametrize("masked", [False, True])
def test_a_plan_counts_what_will_be_sent(masked: bool) -> None:
    """A masked number is shorter or longer than what it stands for."""
    contract = document(f"{LEASE}\n{PHONE}")
    settings = Settings(mask=masked)
    planned, bare = (plan(each, library(types=["term"]), settings) for each in (contract, document(LEASE)))
    assert planned.tokens > bare.tokens
    assert len(planned.windows) == 1 and planned.windows[0].prompt_tokens > planned.tokens
