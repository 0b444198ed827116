import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.budget.allowance import Allowance
from pipeline.budget.calibration import Calibration, Measure
from pipeline.budget.windows import FULL, Line, Shape, Window
from pipeline.budget.windows import plan as plan_lines
from pipeline.document.passages import Passage
from pipeline.errors import DocumentError

ALLOWANCE = Allowance(context_tokens=3000, answer_tokens=1000)


def shape(cached: bool = True) -> Shape:
    return Shape(fixed_tokens=200, tail_tokens=lambda articles: 20 + 2 * len(articles), cached=cached)


def plan(passages: list[Passage], tokens: list[int], shape: Shape, allowance: Allowance) -> list[Window]:
    """With answers of 94 tokens an article and an eighth of its text."""
    lines = [
        Line(passage, cost, 4 + cost // 8 + (90 if at == 0 or passages[at - 1].article != passage.article else 0))
        if passage.article is not None
        else Line(passage, cost, 0)
        for at, (passage, cost) in enumerate(zip(passages, tokens, strict=True))
    ]
    return plan_lines(lines, shape, allowance)


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


def test_a_later_window_carries_what_it_needs_and_no_request_exceeds_the_window() -> None:
    passages = passages_of([2, 2] + [1, 0] * 200)
    tokens = [30, 40] + [40, 60] * 200
    carrying = Shape(200, lambda articles: 20, carried=lambda first, last: [1, 0, 301] if first > 1 else [])
    first, *later = plan(passages, tokens, carrying, ALLOWANCE)
    assert first.carried == ()
    assert later
    for window in later:
        own = sum(tokens[window.first : window.last])
        carried = sum(tokens[number] for number in window.carried)
        assert set(window.carried) <= {0, 1, 301}
        assert {0, 1} <= set(window.carried)
        assert all(
            200 + 20 + own + carried <= request.prompt_tokens <= ALLOWANCE.prompt_tokens for request in window.requests
        )
    for window in later[:-1]:
        assert 200 + sum(tokens[window.first : window.last]) >= 0.85 * ALLOWANCE.prompt_tokens


def test_what_is_carried_never_crowds_out_the_text() -> None:
    passages = passages_of([2] * 30 + [1, 0] * 100)
    greedy = Shape(200, lambda articles: 20, carried=lambda first, last: range(first))
    for window in plan(passages, [50] * 230, greedy, ALLOWANCE):
        assert sum(50 for _ in window.carried) <= 50 * (window.last - window.first + 2) / 8


def test_an_article_longer_than_a_window_is_cut_after_one_of_its_clauses() -> None:
    passages = passages_of([1] + [0] * 400)
    lines = [Line(passage, 10, 5, opens_section=passage.number % 4 == 0) for passage in passages]
    windows = plan_lines(lines, shape(), ALLOWANCE)
    assert len(windows) > 1
    assert all(window.first % 4 == 0 for window in windows)


def test_counts_that_were_too_low_become_a_margin_and_absurd_ones_do_not() -> None:
    calibration = Calibration()
    low = Measure(1000, 1100, 500, None)
    assert low.undercounted
    calibration.learn([low, Measure(1000, 900, 500, None), Measure(1000, 10**9, 500, None)])
    assert calibration.margin == pytest.approx(0.1)
    assert Allowance(margin=calibration.margin).prompt_tokens == int((256_000 - 8192) / 1.1)
    assert not Measure(1000, 1100, 500, None, margin=calibration.margin).undercounted


def test_answers_shorter_than_expected_shrink_the_next_estimates_within_bounds() -> None:
    calibration = Calibration()
    calibration.learn([Measure(1, 1, 1000, 600)] * 7)
    assert calibration.answer_share == 1
    calibration.learn([Measure(1, 1, 1000, 600), Measure(1, 1, 1000, None)])
    assert calibration.answer_share == pytest.approx(0.75)
    calibration.learn([Measure(1, 1, 1000, 10)] * 64)
    assert calibration.answer_share == 0.5
    calibration.learn([Measure(1, 1, 1000, 9000)] * 64)
    assert calibration.answer_share == 2
