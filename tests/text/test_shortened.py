"""Words cut for a message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.shortened import shortened


@given(st.text(), st.integers(1, 40))
def test_what_has_room_is_whole_and_what_has_none_says_so(words: str, most_chars: int) -> None:
    shown = shortened(words, most_chars)
    assert len(shown) <= most_chars
    assert shown == words or (shown.endswith("…") and words.startswith(shown[:-1]) and len(words) > most_chars)
