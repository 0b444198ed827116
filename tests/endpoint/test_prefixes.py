from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.endpoint.prefixes import BLOCK_TOKENS, Prefixes

tokens = st.lists(st.integers(0, 3), max_size=400).map(lambda items: array("I", items))


@settings(deadline=None, max_examples=60)
@given(st.lists(tokens, max_size=8), tokens)
def test_cached_is_the_longest_common_prefix_in_whole_blocks(earlier: list[array[int]], prompt: array[int]) -> None:
    prefixes = Prefixes()
    for seen in earlier:
        prefixes.visit(seen)
    common = max((_common(seen, prompt) for seen in earlier), default=0)
    assert prefixes.visit(prompt) == common // BLOCK_TOKENS * BLOCK_TOKENS


def _common(one: array[int], other: array[int]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))  # noqa: B905


def test_blocks_are_small_enough() -> None:
    assert BLOCK_TOKENS <= 256


def test_memory_is_bounded_and_the_beginning_outlives_the_tail() -> None:
    prefixes = Prefixes(capacity_blocks=4)
    first, second = (array("I", [n]) * (3 * BLOCK_TOKENS) for n in (1, 2))
    prefixes.visit(first)
    prefixes.visit(second)
    assert len(prefixes._blocks) == 4
    assert prefixes.visit(first) == BLOCK_TOKENS
