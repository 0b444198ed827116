from __future__ import annotations

import statistics

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.loaders.pages.median import median


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_it_is_that_of_the_library(values: list[float]) -> None:
    assert median(iter(values)) == statistics.median(values)
