"""Code points are those of the characters, halves of pairs and planes beyond the first among them."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.code_points import code_points


@given(st.text(st.sampled_from("aé第𠮷\ud800\udc00\ufeff")))
def test_code_points_are_those_of_the_characters(text: str) -> None:
    assert list(code_points(text)) == [ord(char) for char in text]
