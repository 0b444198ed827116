"""What the model reads: the instructions and types of a language, the window's passages, the task.

The first two messages of every request over a window are the same bytes, so that an endpoint that remembers
prefixes reads the window once. Nothing in them depends on the day, the run or the file's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    "en": "The earlier answer was refused for these articles:",
    "zh-Hans": "先前的回答中，下列条文未被接受：",
    "zh-Hant": "先前的回答中，下列條文未被接受：",
    "ja": "前の回答では、次の条が受け付けられませんでした。",
    "ko": "앞선 답변에서 다음 조가 받아들여지지 않았습니다.",
}


@cache
def instructions(language: str) -> str:
    name = f"{language if language in _TAIL else 'en'}.md"
    return (resources.files(__package__) / "instructions" / name).read_text("utf-8")


def system(library: Library, language: str) -> str:
    """The same bytes for every document of that language."""
    return instructions(language) + contract.write_types(library, language)


def tail(task: Task, language: str, problems: Mapping[int, str] | None = None) -> str:
    """The question. `problems` says by article what was wrong with an earlier answer."""
    lines = [_TAIL.get(language, _TAIL["en"])]
    if problems:
        lines.append(_AGAIN.get(language, _AGAIN["en"]))
        lines.extend(f"§{article}: {problem}" for article, problem in sorted(problems.items()))
    lines.append(contract.write_task(task))
    return "\n".join(lines)


def messages(system_text: str, block: str, tail_text: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": system_text},
        {"role": "user", "content": block},
        {"role": "user", "content": tail_text},
    ]


def fixed_tokens(system_text: str) -> int:
    """Tokens of a request without its passages and its tail: system message, fences, chat overhead."""
    fences = "<contract-0123456789abcdef>\n</contract-0123456789abcdef>"
    # Hexadecimal digits cost at most a token each.
    overhead = counter().count(fences) + 32 + 3 * MESSAGE_TOKENS + OPENING_TOKENS
    return counter().count(system_text) + overhead


def tail_tokens(task: Task, language: str) -> int:
    return counter().count(tail(task, language))


def line_tokens(text: str, document_passages: Sequence[Passage]) -> list[int]:
    """Tokens of each passage's line in the block, its article mark included. Lines sum to the whole."""
    count = counter().count
    tokens: list[int] = []
    article: int | None = None
    for passage in document_passages:
        line = f"{passage.number}|{passages.shown(text[passage.start : passage.end])}\n"
        if passage.article != article or not tokens:
            line = f"§{'-' if passage.article is None else passage.article}\n{line}"
            article = passage.article
        tokens.append(count(line))
    return tokens


def fingerprint(system_text: str) -> str:
    """The `prompt` of a record: sha256 of what every request begins with, and of the question's wording."""
    wording = "\x1f".join((system_text, *_TAIL.values(), *_AGAIN.values()))
    return sha256(wording.encode()).hexdigest()
