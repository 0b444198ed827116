import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.reply import Reading, read

ITEMS = [{"article": n, "head": f"第{n}条", "type": "term", "passages": [n]} for n in range(4)]
WHOLE = json.dumps({"clauses": ITEMS}, ensure_ascii=False)


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"```{WHOLE}```",
        f'<think>先看第一条 {{"clauses": []}}</think>\n{WHOLE}',
        f"  \ufeff{WHOLE}",
        f"<|tool_calls_section_begin|>{WHOLE}<|tool_calls_section_end|>",
        json.dumps(ITEMS, ensure_ascii=False),
        f"{WHOLE}\n以上。",
    ],
)
def test_wrappings_are_taken_off(content: str) -> None:
    assert read(content) == Reading(tuple(ITEMS), "complete")


@pytest.mark.parametrize(
    ("content", "state"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("<think>…</think>", "empty"),
        ("很抱歉，我无法处理。", "prose"),
        ('{"error": "no"}', "wrong_root"),
        ('{"clauses": "none"}', "wrong_root"),
        ('"clauses"', "prose"),
        ("[" * 100_000, "prose"),
    ],
)
def test_what_holds_no_items_is_named(content: str, state: str) -> None:
    assert read(content) == Reading((), state)


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(WHOLE)))
def test_a_cut_answer_keeps_exactly_its_whole_items(length: int) -> None:
    reading = read(WHOLE[:length], cut=True)
    ends = [
        WHOLE.index(json.dumps(item, ensure_ascii=False)) + len(json.dumps(item, ensure_ascii=False)) for item in ITEMS
    ]
    assert list(reading.items) == ITEMS[: sum(end <= length for end in ends)]


def test_a_broken_item_is_left_out_and_the_others_are_kept() -> None:
    broken = WHOLE.replace('"第1条"', '"第1条"甲方""')
    reading = read(broken)
    assert [item["article"] for item in reading.items] == [0, 2, 3]
    assert reading.state == "broken"


def test_raw_line_breaks_and_separators_inside_strings_are_legal() -> None:
    content = '{"clauses": [{"article": 0, "head": "第一\u2028条\n付款", "type": "term"}]}'
    assert read(content).items[0]["head"] == "第一\u2028条\n付款"


def test_an_answer_of_broken_items_alone_is_given_up_before_its_end() -> None:
    whole = '{"article": 2, "head": "第二条"}'
    few, many = ('{"clauses": [' + '{"article": 1, ' * times + whole for times in (900, 300_000))
    assert read(few).items == ({"article": 2, "head": "第二条"},)
    assert read(many) == Reading((), "truncated", frozenset({1}))
