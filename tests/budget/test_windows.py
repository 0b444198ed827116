import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.budget.allowance import Allowance
from pipeline.budget.windows import FULL, Shape, plan
from pipeline.document.passages import Passage
from pipeline.errors import DocumentError

ALLOWANCE = Allowance(context_tokens=3000, answer_tokens=1000)


def shape(cached: bool = True) -> Shape:
    return Shape(fixed_tokens=200, tail_tokens=lambda articles: 20 + 2 * len(articles), cached=cached)


def passages_of(articles: list[int]) -> list[Passage]:
    """One passage a list element; the element is how its article goes on: 0 the same, 1 a new one, 2 none."""
    found: list[Passage] = []
    current: int | None = None
    opened = -1
    for number, step in enumerate(articles):
        if step == 1:
            opened += 1
            current = opened
        elif step == 2:
            current = None
        found.append(Passage(number, 10 * number, 10 * number + 9, current))
    return found


STEPS = st.lists(st.tuples(st.sampled_from([0, 0, 0, 1, 1, 2]), st.integers(1, 400)), min_size=1, max_size=80)


@settings(deadline=None, max_examples=300)
@given(STEPS, st.booleans())
def test_windows_tile_the_passages_and_no_request_exceeds_the_window(
    steps: list[tuple[int, int]], cached: bool
) -> None:
    passages = passages_of([step for step, _ in steps])
    tokens = [cost for _, cost in steps]
    windows = plan(passages, tokens, shape(cached), ALLOWANCE)
    assert [window.first for window in windows] == [0, *(window.last for window in windows[:-1])]
    assert windows[-1].last == len(passages)
    for window in windows:
        text = sum(tokens[window.first : window.last])
        for request in window.requests:
            assert request.prompt_tokens == 200 + text + 20 + 2 * len(request.articles)
            assert request.prompt_tokens + ALLOWANCE.answer_tokens <= ALLOWANCE.context_tokens
            assert len(request.articles) == 1 or request.answer_tokens <= ALLOWANCE.planned_answer_tokens


@settings(deadline=None, max_examples=300)
@given(STEPS)
def test_every_article_of_a_window_is_asked_there_exactly_once(steps: list[tuple[int, int]]) -> None:
    passages = passages_of([step for step, _ in steps])
    for window in plan(passages, [cost for _, cost in steps], shape(), ALLOWANCE):
        inside = {p.article for p in passages[window.first : window.last] if p.article is not None}
        asked = [article for request in window.requests for article in request.articles]
        assert sorted(asked) == sorted(inside)


def test_a_document_that_fits_is_one_window() -> None:
    passages = passages_of([1, 0, 1, 0])
    assert len(plan(passages, [100] * 4, shape(), ALLOWANCE)) == 1


def test_windows_are_full_and_end_with_whole_articles_where_both_are_possible() -> None:
    passages = passages_of([1, 0] * 400)
    room = ALLOWANCE.prompt_tokens - 200
    windows = plan(passages, [10] * 800, shape(), ALLOWANCE)
    assert len(windows) > 1
    for window in windows[:-1]:
        assert 10 * (window.last - window.first) >= FULL * (room - 20 - 2 * 64)
        assert passages[window.last - 1].article != passages[window.last].article


def test_an_endpoint_without_a_cache_gets_windows_of_one_answer() -> None:
    passages = passages_of([1, 0] * 100)
    windows = plan(passages, [10] * 200, shape(cached=False), ALLOWANCE)
    assert len(windows) > 1
    assert all(len(window.requests) == 1 for window in windows)


def test_a_passage_that_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(DocumentError, match="does not fit the window"):
        plan(passages_of([1]), [5000], shape(), ALLOWANCE)


def test_the_default_is_safe_under_both_readings_of_256k() -> None:
    allowance = Allowance()
    assert allowance.prompt_tokens + allowance.answer_tokens <= 256_000 < 262_144
    assert Allowance(margin=0.1).prompt_tokens < allowance.prompt_tokens
