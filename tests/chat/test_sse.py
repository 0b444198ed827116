from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chat.sse import Event, EventParser


def parse(*pieces: bytes) -> list[Event]:
    parser = EventParser()
    return [event for piece in pieces for event in parser.feed(piece)] + parser.close()


def payloads(*pieces: bytes) -> list[bytes]:
    return [event.data for event in parse(*pieces)]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_every_line_end_ends_lines(end: bytes) -> None:
    assert payloads(b"data: a" + end + b"data: b" + end + end + b"data:c" + end + end) == [b"a\nb", b"c"]


def test_a_cr_at_the_end_of_a_piece_and_its_lf_are_one_line_end() -> None:
    assert payloads(b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n") == [b"a\nb"]


def test_an_event_is_out_as_soon_as_its_blank_line_is() -> None:
    parser = EventParser()
    assert parser.feed(b"data: a\r\r") == [Event("message", b"a")]


def test_a_bom_counts_only_at_the_start() -> None:
    assert payloads(b"\xef\xbb", b"\xbfdata: a\n\n\xef\xbb\xbfdata: b\n\n") == [b"a"]


def test_comments_and_unknown_fields_say_nothing() -> None:
    assert payloads(b": keep-alive\n\n:\n\nid: 7\nretry: 10\ndata\n\ndata: a\n\n") == [b"", b"a"]


def test_a_missing_last_blank_line_loses_nothing() -> None:
    assert payloads(b"data: a\n\ndata: b\n") == [b"a", b"b"]
    assert payloads(b"data: a\n\ndata: b") == [b"a", b"b"]


def test_an_event_has_its_name() -> None:
    assert parse(b"event: error\ndata: x\n\ndata: y\n\n") == [Event("error", b"x"), Event("message", b"y")]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\v", "\f", "\x1c"])
def test_what_only_looks_like_a_line_end_stays_in_the_line(separator: str) -> None:
    data = f"第一条{separator}甲方".encode()
    assert payloads(b"data: " + data + b"\n\n") == [data]


_LINES = st.sampled_from(
    ["data: 契約書", "data:갑은", "data", ": c", "event: error", "", "", "id: 1", "data: \u2028x", "\ufeffdata: 1"]
)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(_LINES, st.sampled_from(["\n", "\r", "\r\n"])), max_size=12),
    st.lists(st.integers(0, 200), max_size=12),
)
def test_any_cutting_gives_the_same_events(lines: list[tuple[str, str]], cuts: list[int]) -> None:
    data = "".join(line + end for line, end in lines).encode()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    pieces = [data[start:end] for start, end in itertools.pairwise(places)]
    whole = parse(data)
    assert parse(*pieces) == whole
    assert parse(*(data[i : i + 1] for i in range(len(data)))) == whole


def test_a_long_line_byte_by_byte_is_linear() -> None:
    parser = EventParser()
    started = time.process_time()
    for _ in range(200_000):
        parser.feed(b"x")
    assert time.process_time() - started < 20
    assert parser.close() == []
