"""What the model reads: the instructions and types of a language, the window's passages, the task.

The first two messages of every request over a window are the same bytes, so that an endpoint that remembers
prefixes reads the window once. Nothing in them depends on the day, the run or the file's name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

from pipeline.budget.allowance import MESSAGE_TOKENS, OPENING_TOKENS
from pipeline.document import passages
from pipeline.document.passages import Passage
from pipeline.schema import contract
from pipeline.schema.contract import Task
from pipeline.schema.library import Library
from pipeline.text.tokens import counter

_TAIL = {
    "en": "Report the articles of TASK as one JSON object.",
    "zh-Hans": "请以一个 JSON 对象报告 TASK 中的条文。",
    "zh-Hant": "請以一個 JSON 物件回報 TASK 中的條文。",
    "ja": "TASK の条を一つの JSON オブジェクトで報告してください。",
    "ko": "TASK의 조를 JSON 객체 하나로 보고하십시오.",
}
_AGAIN = {
    "en": "Answer {round} was refused for these articles:",
    "zh-Hans": "第 {round} 次回答中，下列条文未被接受：",
    "zh-Hant": "第 {round} 次回答中，下列條文未被接受：",
    "ja": "{round} 回目の回答では、次の条が受け付けられませんでした。",
    "ko": "{round}번째 답변에서 다음 조가 받아들여지지 않았습니다.",
}
_ONCE_MORE = {
    "en": "Please read these articles once more ({round}).",
    "zh-Hans": "请再读一遍这些条文（{round}）。",
    "zh-Hant": "請再讀一遍這些條文（{round}）。",
    "ja": "次の条をもう一度お読みください（{round}）。",
    "ko": "다음 조를 한 번 더 읽어 주십시오({round}).",
}
_LONGEST_PROBLEM_CHARS = 160


@cache
def instructions(language: str) -> str:
    name = f"{language if language in _TAIL else 'en'}.md"
    return (resources.files(__package__) / "instructions" / name).read_text("utf-8")


def system(library: Library, language: str) -> str:
    """The same bytes for every document of that language."""
    return instructions(language) + contract.write_types(library, language)


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many answers there were, and what was wrong with the last one, by article; nothing that could be told where
    the articles are only asked about once more. No two questions are the same: the round tells them apart."""

    round: int
    problems: Mapping[int, str]


def tail(task: Task, language: str, earlier: Earlier | None = None, room_tokens: int | None = None) -> str:
    """The question. What was wrong earlier is told as far as there is room for it."""
    opening, question = _TAIL.get(language, _TAIL["en"]), contract.write_task(task)
    if earlier is None:
        return f"{opening}\n{question}"
    wording = _AGAIN if earlier.problems else _ONCE_MORE
    again = wording.get(language, wording["en"]).format(round=earlier.round)
    told = [f"§{article}: {_on_one_line(problem)}" for article, problem in sorted(earlier.problems.items())]
    while (
        told and room_tokens is not None and counter().count("\n".join((opening, again, *told, question))) > room_tokens
    ):
        told = told[: len(told) // 2]
    return "\n".join((opening, again, *told, question))


def _on_one_line(problem: str) -> str:
    """What an answer said is repeated shortly, and cannot begin a line of its own or a control token."""
    return passages.shown(problem[:_LONGEST_PROBLEM_CHARS])


def messages(system_text: str, block: str, tail_text: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": system_text},
        {"role": "user", "content": block},
        {"role": "user", "content": tail_text},
    ]


def fixed_tokens(system_text: str, tools: bool = False) -> int:
    """Tokens of a request without its passages and its tail: system message, fences, chat overhead, the reply tool."""
    fences = "<contract-0123456789abcdef>\n</contract-0123456789abcdef>"
    # Hexadecimal digits cost at most a token each.
    overhead = counter().count(fences) + 32 + 3 * MESSAGE_TOKENS + OPENING_TOKENS
    if tools:
        overhead += counter().count(json.dumps(contract.reply_tool(), ensure_ascii=False)) + 3 * MESSAGE_TOKENS
    return counter().count(system_text) + overhead


def tail_tokens(task: Task, language: str) -> int:
    return counter().count(tail(task, language))


def again_tokens(language: str) -> int:
    """What a tail needs at least to say that an answer was refused, or is asked for once more."""
    wordings = (wording.get(language, wording["en"]) for wording in (_AGAIN, _ONCE_MORE))
    return max(counter().count(wording.format(round=999)) for wording in wordings) + 2


def line_tokens(text: str, document_passages: Sequence[Passage]) -> list[int]:
    """Tokens of each passage's line in the block, its article mark included. Lines sum to the whole."""
    count = counter().count
    tokens: list[int] = []
    article: int | None = None
    for passage in document_passages:
        line = f"{passage.number}|{passages.shown(passage.words(text))}\n"
        if passage.article != article or not tokens:
            line = f"§{'-' if passage.article is None else passage.article}\n{line}"
            article = passage.article
        tokens.append(count(line))
    return tokens


def fingerprint(system_text: str) -> str:
    """The `prompt` of a record: sha256 of what every request begins with, and of the question's wording."""
    wording = "\x1f".join((system_text, *_TAIL.values(), *_AGAIN.values(), *_ONCE_MORE.values()))
    return sha256(wording.encode()).hexdigest()
