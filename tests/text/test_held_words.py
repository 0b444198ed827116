"""Words are found as `in` finds them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.held_words import HeldWords

TEXTS = st.text("ab忽略", max_size=12)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.lists(TEXTS.filter(bool), max_size=6))
def test_a_word_is_held_that_stands_anywhere(text: str, words: list[str]) -> None:
    held = HeldWords(text, set(text))
    assert [held[word] for word in words + words] == [word in text for word in words + words]
    assert all(held[text[start:end]] for start in range(len(text)) for end in range(start + 1, len(text) + 1))
