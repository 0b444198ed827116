"""The states that an answer can be in: how each is seen, what follows, what it costs, and how it is named.

The one table of them. Asking counts by it, a record tells what was asked again by it, the README shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Literal, get_args

StateName = Literal[
    "fenced",
    "reasoning_before",
    "control_tokens",
    "prose_around",
    "wrapped_root",
    "looping",
    "truncated",
    "broken",
    "wrong_root",
    "prose",
    "empty",
    "reasoning_only",
    "unreadable",
    "schema_invalid",
    "wrong_head",
    "shifted_passages",
    "quote_not_proved",
    "missing_article",
    "missing_clause",
    "value_not_in_evidence",
    "subtype_unknown",
    "read_apart",
]


@dataclass(frozen=True, slots=True)
class ReplyState:
    """`again` is whether it costs a request, `named` what a record says where no answer is better."""

    seen: str
    following: str
    again: bool
    cost: str
    named: str


_FREE = "nothing"
_ARTICLES = "a request for those articles alone"
_REST = "a request for the rest alone, with twice the room"
_WHOLE = "a request for the same articles"
_UNRESOLVED = "`article_unresolved`"
_READ = "read as it is"


def _read(seen: str) -> ReplyState:
    return ReplyState(seen, _READ, False, _FREE, "–")


def _asked(seen: str, named: str = _UNRESOLVED, following: str = "the article is asked again") -> ReplyState:
    return ReplyState(seen, f"{following}, with the validator's words", True, _ARTICLES, named)


def _useless(seen: str) -> ReplyState:
    return ReplyState(seen, "asked again, the 2nd and 4th time in halves, six times in all", True, _WHOLE, _UNRESOLVED)


REPLY_STATES: Mapping[StateName, ReplyState] = {
    "fenced": _read("a fence around the JSON"),
    "reasoning_before": _read("`</think>` before the JSON"),
    "control_tokens": _read("`<\\|…\\|>` around or between the items"),
    "prose_around": _read("words before or behind the JSON"),
    "wrapped_root": _read("a list as root, a lone item, or one key around them"),
    "looping": _read("the same item again and again: it counts once; cut, the rest is asked as of a truncated one"),
    "truncated": ReplyState(
        "`finish_reason` length, or the connection broke off",
        "whole items count; the rest is asked, and the article it broke off in; by the limit before the first item: halves",
        True,
        _REST,
        _UNRESOLVED,
    ),
    "broken": ReplyState(
        "an item that is no JSON (unescaped quotes)",
        "the other items count; the broken one's article is asked again",
        True,
        _ARTICLES,
        _UNRESOLVED,
    ),
    "wrong_root": _useless("JSON that holds no items"),
    "prose": _useless("no JSON at all"),
    "empty": _useless("no content"),
    "reasoning_only": _useless("no content, but reasoning that was cut; a whole answer said as reasoning is read"),
    "unreadable": _useless("a 200 that is no chat completion (a web page)"),
    "schema_invalid": _asked("a field, type or value that reply.schema.json or the type's schema refuses"),
    "wrong_head": _asked("`head` is not how the article begins"),
    "shifted_passages": _asked("passages of another article; where all are off by one, all articles of the answer"),
    "quote_not_proved": _asked("a value's quote that does not stand in the article", f"{_UNRESOLVED}; no such value"),
    "missing_article": _asked("an article of the task without an item"),
    "missing_clause": _asked("other types than the article's items say it has", following="the article is asked again"),
    "value_not_in_evidence": ReplyState(
        "the reading is not what the quote says",
        "the record holds code's value of the quote; where a second reader takes another quote, it is asked once more",
        False,
        _FREE,
        "`reading_differs`, `reading_not_in_quote`",
    ),
    "subtype_unknown": ReplyState(
        "a subtype that the type does not have",
        "asked once more at the window's end",
        True,
        "one request a window for all doubtful articles",
        "`subtype_unknown`, the clause stands without",
    ),
    "read_apart": ReplyState(
        "types, values or passages that the rules, as second reader, see exchanged or plainly otherwise",
        "asked once more at the window's end, apart from what it was exchanged with; the same answer then stands",
        True,
        "one request a window for all doubtful articles, at most a quarter of its requests (4 of few)",
        "`type_doubted`, `type_unsupported`, `value_disputed`; `conflicting`",
    ),
}
assert tuple(REPLY_STATES) == get_args(StateName)

HEADER = ("state", "how it is seen", "next", "costs", "named as, if it lasts")


def markdown() -> str:
    """The table for the README."""
    rows = [HEADER, ["---"] * len(HEADER)]
    for name, state in REPLY_STATES.items():
        seen, following, _, cost, named = astuple(state)
        rows.append([name.replace("_", " "), seen, following, cost, named])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
