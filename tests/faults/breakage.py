"""What can go wrong between an endpoint and its client, each fault by name: an answer in, a broken answer out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Literal

Wire = Literal[
    "whole", "drip", "drop", "headers_only", "cut", "cut_in_character", "no_done", "crlf", "comments", "bom",
    "half_header", "early_hints", "long_headers", "too_long_length", "too_short_length", "no_gzip", "gzip", "broken_gzip",
]  # fmt: skip
UsageAt = Literal["finish", "choice", "last", "twice", "nowhere"]
Shape = Literal["text", "parts", "call", "beside"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A chat completion on its way, and how it is sent. `error` is a body that is sent instead of it; `others` are the
    contents of other answers; `shape` is where the content stands in the message; `fingerprint` is whom the answer says to be from.
    """

    content: str | None
    finish_reason: str
    usage: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    reasoning: str = ""
    wire: Wire = "whole"
    usage_at: UsageAt = "finish"
    shape: Shape = "text"
    fails_after: bool = False
    others: tuple[str, ...] = ()
    fingerprint: str = ""

    @property
    def items(self) -> list[Any]:
        """The clauses; none of an answer that the endpoint itself has cut."""
        if self.finish_reason == "length":
            return []
        return list(json.loads(self.content or '{"clauses":[]}')["clauses"])

    def saying(self, items: list[Any]) -> Answer:
        return replace(self, content=compact({"clauses": items}))


Breakage = Callable[[Answer, Random], Answer]


def compact(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _status(status: int, message: str = "planned", **headers: str) -> Breakage:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error = compact({"error": {"message": message, "type": "planned"}})
    return lambda answer, dice: replace(answer, status=status, headers=named, error=error)


def _body(status: int, error: str) -> Breakage:
    return lambda answer, dice: replace(answer, status=status, error=error)


def _wire(wire: Wire) -> Breakage:
    return lambda answer, dice: replace(answer, wire=wire)


def _usage(place: UsageAt) -> Breakage:
    return lambda answer, dice: replace(answer, usage_at=place)


def _counts(usage: object) -> Breakage:
    return lambda answer, dice: replace(answer, usage=usage)  # type: ignore[arg-type]


def _shape(shape: Shape) -> Breakage:
    return lambda answer, dice: replace(answer, shape=shape)


def _finish(reason: str) -> Breakage:
    return lambda answer, dice: replace(answer, finish_reason=reason)


def _another(answer: Answer, dice: Random) -> Answer:
    """The answer to another request of the run."""
    return replace(answer, content=dice.choice(answer.others or ('{"clauses":[]}',)))


def _content(change: Callable[[str, Random], str | None]) -> Breakage:
    return lambda answer, dice: replace(answer, content=change(answer.content or "", dice))


def _items(change: Callable[[list[Any], Random], list[Any]]) -> Breakage:
    return lambda answer, dice: answer.saying(change(answer.items, dice)) if answer.items else answer


def _root(write: Callable[[list[Any]], str]) -> Breakage:
    return lambda answer, dice: replace(answer, content=write(answer.items)) if answer.items else answer


def _truncated(answer: Answer, dice: Random) -> Answer:
    content = answer.content or ""
    return replace(answer, content=content[: dice.randrange(len(content) + 1)], finish_reason="length")


def _looping(answer: Answer, dice: Random) -> Answer:
    """One item over and over until the limit."""
    items = answer.items
    at = dice.randrange(len(items)) if items else 0
    text = compact({"clauses": items[: at + 1] + items[at : at + 1] * 40})
    return replace(answer, content=text[:-9], finish_reason="length")


def _reasoning_only(answer: Answer, dice: Random) -> Answer:
    """The budget is spent on thought: no answer at all."""
    return replace(answer, content=None, reasoning="我先看合同。" * 50, finish_reason="length")


def _said_as_reasoning(answer: Answer, dice: Random) -> Answer:
    return replace(answer, content="", reasoning=answer.content or "")


def _one(change: Callable[[dict[str, Any], Random], None]) -> Breakage:
    """Changes one item."""

    def chosen(items: list[Any], dice: Random) -> list[Any]:
        if items:
            change(dice.choice(items), dice)
        return items

    return _items(chosen)


def _mutate(text: str, dice: Random) -> str:
    """Another character in place of one: a digit for a digit, a sign for a sign."""
    if not text:
        return "无"
    at = dice.randrange(len(text))
    other = dice.choice(
        [sign for sign in ("0123456789" if text[at].isdigit() else "甲乙不得元日項을は") if sign != text[at]]
    )
    return text[:at] + other + text[at + 1 :]


def _mutate_head(item: dict[str, Any], dice: Random) -> None:
    item["head"] = _mutate(item["head"], dice)


def _mutate_quotes(items: list[Any], dice: Random) -> list[Any]:
    """A character of every quote of one item that has some."""
    quoting = [item for item in items if item.get("values")]
    for value in dice.choice(quoting)["values"].values() if quoting else ():
        value["quote"] = _mutate(value["quote"], dice)
    return items


def _mutate_readings(items: list[Any], dice: Random) -> list[Any]:
    reading = [item for item in items if item.get("values")]
    for value in dice.choice(reading)["values"].values() if reading else ():
        written = compact(value.get("reading"))
        digits = [at for at, sign in enumerate(written) if sign.isdigit()]
        if digits:
            at = dice.choice(digits)
            value["reading"] = json.loads(f"{written[:at]}{(int(written[at]) + 1) % 9 + 1}{written[at + 1 :]}")
    return items


def _mutate_subtype(items: list[Any], dice: Random) -> list[Any]:
    having = [item for item in items if item.get("subtype")]
    if having:
        item = dice.choice(having)
        item["subtype"] = _mutate(item["subtype"], dice)
    return items


def _mutate_key(item: dict[str, Any], dice: Random) -> None:
    key = dice.choice([key for key in item if item[key]])
    item[_mutate(key, dice)] = item.pop(key)


def _mutate_type(item: dict[str, Any], dice: Random) -> None:
    item["type"] = _mutate(item["type"], dice)


def _shift_one(item: dict[str, Any], dice: Random) -> None:
    item["passages"] = [max(0, number + dice.choice((-1, 1))) for number in item["passages"]]


def _shift_article(item: dict[str, Any], dice: Random) -> None:
    item["article"] = max(0, item["article"] + dice.choice((-1, 1)))


def _exchange_values(items: list[Any], dice: Random) -> list[Any]:
    """The values of two items."""
    having = [item for item in items if item.get("values")]
    if len(having) > 1:
        one, other = dice.sample(having, 2)
        one["values"], other["values"] = other["values"], one["values"]
    return items


def _exchange_inside(items: list[Any], dice: Random) -> list[Any]:
    """Two values of one item."""
    having = [item for item in items if len(item.get("values") or ()) > 1]
    if having:
        values = dice.choice(having)["values"]
        one, other = dice.sample(sorted(values), 2)
        values[one], values[other] = values[other], values[one]
    return items


def _duplicate_elsewhere(items: list[Any], dice: Random) -> list[Any]:
    """A clause said once more of another article, which it is not about."""
    articles = sorted({item["article"] for item in items})
    if len(articles) < 2:
        return items
    item = dice.choice(items)
    article = dice.choice([each for each in articles if each != item["article"]])
    return [*items, {**item, "article": article}]


def _several(items: list[Any]) -> list[list[Any]]:
    """The items of each article that has more than one."""
    by_article: dict[int, list[Any]] = {}
    for item in items:
        by_article.setdefault(item["article"], []).append(item)
    return [own for own in by_article.values() if len(own) > 1]


def _omit_of_several(items: list[Any], dice: Random) -> list[Any]:
    several = _several(items)
    gone = dice.choice(dice.choice(several)) if several else None
    return [item for item in items if item is not gone]


def _swap_inside(items: list[Any], dice: Random) -> list[Any]:
    """The types of two clauses of one article."""
    if several := _several(items):
        one, other = dice.sample(dice.choice(several), 2)
        one["type"], other["type"] = other["type"], one["type"]
    return items


def _shift_passages(items: list[Any], dice: Random) -> list[Any]:
    by = dice.choice((-1, 1))
    return [{**item, "passages": [max(0, number + by) for number in item["passages"]]} for item in items]


def _shift_articles(items: list[Any], dice: Random) -> list[Any]:
    by = dice.choice((-1, 1))
    return [{**item, "article": max(0, item["article"] + by)} for item in items]


def _omit(items: list[Any], dice: Random) -> list[Any]:
    return [item for item in items if item is not items[at]] if (at := _any(items, dice)) is not None else items


def _omit_article(items: list[Any], dice: Random) -> list[Any]:
    at = _any(items, dice)
    return items if at is None else [item for item in items if item["article"] != items[at]["article"]]


def _duplicate(items: list[Any], dice: Random) -> list[Any]:
    at = _any(items, dice)
    return items if at is None else [*items[: at + 1], items[at], *items[at + 1 :]]


def _swap_types(items: list[Any], dice: Random) -> list[Any]:
    """The types of two items, told apart by their values or not."""
    if len(items) > 1:
        one, other = dice.sample(items, 2)
        one["type"], other["type"] = other["type"], one["type"]
    return items


def _any(items: list[Any], dice: Random) -> int | None:
    return dice.randrange(len(items)) if items else None


def _control_inside(text: str, dice: Random) -> str:
    """Between two items, as leaked tokens stand."""
    return text.replace("},{", "}<|tool_call_end|>,{", 1) + "<|im_end|>"


def _unescaped(text: str, dice: Random) -> str:
    """Quotation marks inside a string, as models write them in Chinese."""
    places = [at for at in range(len(text)) if text.startswith('"head":"', at)]
    if not places:
        return text
    at = dice.choice(places) + 10
    return f'{text[:at]}"甲方"{text[at:]}'


def _any_character(text: str, dice: Random) -> str:
    if not text:
        return text
    at = dice.randrange(len(text))
    return text[:at] + dice.choice('x0,"]}甲') + text[at + 1 :]


def _error_inside(answer: Answer, dice: Random) -> Answer:
    return replace(answer, content="", fails_after=True)


def _error_after(answer: Answer, dice: Random) -> Answer:
    content = answer.content or ""
    return replace(answer, content=content[: len(content) // 2], fails_after=True)


_THOUGHT = '合同第一条 {"clauses":[{"article":0,"head":"草稿","type":"other"}]} 好。'

# By name. What is in UNSEEN leaves no trace in a reply by which any client could know of it; what is named there is
# only that nothing unproved may come of it.
FAULTS: dict[str, Breakage] = {
    "408": _status(408),
    "409": _status(409),
    "429": _status(429, "rate limit reached"),
    "429 retry-after": _status(429, "rate limit reached", retry_after="0.05"),
    "429 in 502": _body(502, '{"error":{"message":"upstream: 429 too many requests","code":429}}'),
    "500": _status(500),
    "502": _body(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
    "503": _status(503),
    "dropped connection": _wire("drop"),
    "headers and no body": _wire("headers_only"),
    "cut stream": _wire("cut"),
    "cut in a character": _wire("cut_in_character"),
    "one byte at a time": _wire("drip"),
    "no [DONE]": _wire("no_done"),
    "carriage returns, comments": _wire("crlf"),
    "keep-alives": _wire("comments"),
    "byte order mark": _wire("bom"),
    "half a header": _wire("half_header"),
    "early hints": _wire("early_hints"),
    "long headers": _wire("long_headers"),
    "length too long": _wire("too_long_length"),
    "length too short": _wire("too_short_length"),
    "said to be gzip": _wire("no_gzip"),
    "gzip": _wire("gzip"),
    "broken gzip": _wire("broken_gzip"),
    "web page in a 200": _body(200, "<html><body><h1>Welcome</h1></body></html>"),
    "empty 200": _body(200, ""),
    "flat error in a 200": _body(200, '{"code":50001,"message":"inner failure"}'),
    "error inside a 200": _error_inside,
    "error after half": _error_after,
    "truncated": _truncated,
    "truncated, says stop": lambda answer, dice: replace(_truncated(answer, dice), finish_reason="stop"),
    "looping": _looping,
    "whole, says length": _finish("length"),
    "whole, says tool calls": _finish("tool_calls"),
    "content in parts": _shape("parts"),
    "said as a call": _shape("call"),
    "another choice beside": _shape("beside"),
    "another's answer": _another,
    "empty": _content(lambda text, dice: ""),
    "null": _content(lambda text, dice: None),
    "reasoning only": _reasoning_only,
    "said as reasoning": _said_as_reasoning,
    "prose": _content(lambda text, dice: "抱歉，我无法处理这份合同。Please consult a lawyer."),
    "prose before": _content(lambda text, dice: f"Here is the JSON you asked for:\n{text}"),
    "prose after": _content(lambda text, dice: f"{text}\n以上。"),
    "fenced": _content(lambda text, dice: f"```json\n{text}\n```"),
    "prose and fence": _content(lambda text, dice: f"以下是结果：\n\n```json\n{text}\n```\n以上。"),
    "reasoning before": _content(lambda text, dice: f"<think>{_THOUGHT}</think>\n{text}"),
    "reasoning unopened": _content(lambda text, dice: f"{_THOUGHT}\n</think>\n\n{text}"),
    "reasoning beside": lambda answer, dice: replace(answer, reasoning=_THOUGHT),
    "control tokens": _content(lambda text, dice: f"<|im_start|>assistant\n{text}<|im_end|>"),
    "control tokens inside": _content(_control_inside),
    "unescaped quotes": _content(_unescaped),
    "list as root": _root(lambda clauses: compact(clauses)),
    "wrong root": _root(lambda clauses: compact({"result": clauses})),
    "wrapped root": _root(lambda clauses: compact({"output": {"clauses": clauses}})),
    "indented": _root(lambda clauses: json.dumps({"clauses": clauses}, ensure_ascii=True, indent=4)),
    "any character": _content(_any_character),
    "mutated head": _one(_mutate_head),
    "mutated quotes": _items(_mutate_quotes),
    "shifted passages": _items(_shift_passages),
    "shifted articles": _items(_shift_articles),
    "article left out": _items(_omit_article),
    "clause left out": _items(_omit),
    "clause twice": _items(_duplicate),
    "mutated type": _one(_mutate_type),
    "mutated subtype": _items(_mutate_subtype),
    "mutated readings": _items(_mutate_readings),
    "mutated key": _one(_mutate_key),
    "one passage shifted": _one(_shift_one),
    "one article shifted": _one(_shift_article),
    "values exchanged": _items(_exchange_values),
    "values exchanged inside": _items(_exchange_inside),
    "one of several left out": _items(_omit_of_several),
    "types swapped inside": _items(_swap_inside),
    "clause twice elsewhere": _items(_duplicate_elsewhere),
    "items that are none": _items(lambda items, dice: [None, *items, 7, "甲", []]),
    "numbers as text": _one(lambda item, dice: item.update(article=str(item["article"]))),
    "clause of no article": _items(lambda items, dice: [*items, *({**item, "article": 9999} for item in items[:1])]),
    "unknown type": _one(lambda item, dice: item.update(type="rent_and_more")),
    "swapped types": _items(_swap_types),
    "usage in choice": _usage("choice"),
    "usage in last chunk": _usage("last"),
    "usage twice": _usage("twice"),
    "usage lost": _usage("nowhere"),
    "usage nonsense": _counts({"prompt_tokens": "many", "completion_tokens": None}),
    "usage negative": _counts({"prompt_tokens": -5, "completion_tokens": -7, "total_tokens": -12}),
    "usage huge": _counts({"prompt_tokens": 10**19, "completion_tokens": 10**400, "total_tokens": 1e308}),
    "usage no object": _counts([1, 2]),
}
UNSEEN = frozenset({"any character", "one passage shifted"})
MAY_REPEAT = frozenset({"408", "409", "429", "429 retry-after", "429 in 502", "500", "502", "503"}) | {
    "dropped connection",
    "headers and no body",
    "half a header",
    "said to be gzip",
    "broken gzip",
}
