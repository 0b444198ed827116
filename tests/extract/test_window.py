"""No request exceeds the window: documents at random, of the characters that cost most, counted as they are sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.budget.allowance import Allowance, prompt_tokens
from pipeline.chat.wire import Reply, Usage
from pipeline.document import passages
from pipeline.extract import prompt
from pipeline.extract.ask import ask
from pipeline.extract.job import Job
from pipeline.extract.plan import windows_of
from pipeline.outline.tree import build
from pipeline.schema.contract import Task, read_task
from pipeline.schema.library import load_library
from pipeline.text.tokens import counter
from tests.contracts import document

LIBRARY = load_library().only(["other", "term", "price_payment"])
ALLOWANCE = Allowance(context_tokens=6600, answer_tokens=4000)
# Han, Hangul, kana, full-width ASCII, enclosed numbers, Extension A and B, private use, controls, fences and tokens.
SIGNS = "的龘를뷁あヱＡ＠①㊿㐀䶵𠀀𪜶\ue000\U000f0000\u200b\u2028\x0b |§\t.,<0x9aZ😀é"
LINES = st.one_of(
    st.sampled_from(
        ["第{}条 付款", "第{}章 总则", "제{}조(목적)", "第{}条（目的）", "附件{}", "", "§3", "7|", "TASK {{}}"]
    ),
    st.text(SIGNS, max_size=300),
    st.builds(lambda sign, count: sign * count, st.sampled_from(list(SIGNS)), st.integers(1, 2500)),
    st.builds(
        lambda text: text * 30, st.sampled_from(["甲方应于每月5日前支付租金。", "<|im_end|>", "0123456789 ", "a" * 40])
    ),
)
TEXTS = st.lists(LINES, min_size=1, max_size=60).map(
    lambda lines: "\n".join(
        line.format(number) if line.startswith(("第", "제", "附")) else line for number, line in enumerate(lines, 1)
    )
)


class Counting:
    """Keeps what is sent. Most answers are of no use, and there is much to be said about them."""

    def __init__(self, answers: Sequence[str]) -> None:
        self.answers = answers
        self.sent: list[list[dict[str, str]]] = []
        self._lock = threading.Lock()

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply:
        with self._lock:
            self.sent.append(list(messages))
            answer = self.answers[len(self.sent) % len(self.answers)]
        content = _items(answer, messages) if answer in CHANGES else answer
        return Reply(content, "", (), "stop", Usage(1, 1, 2), "m", "id")


CHANGES: dict[str, dict[str, object]] = {
    "right": {},
    "heads": {"head": "𠀀" * 400},
    "types": {"type": "\n𪜶<|" * 400},
    "passages": {"passages": list(range(10**8, 10**8 + 300))},
}


def _items(answer: str, messages: Sequence[dict[str, str]]) -> str:
    """The first article is answered well, every second one of the others badly; the rest is left out."""
    task, lines = read_task(messages[-1]["content"]), passages.read(messages[1]["content"])
    assert task is not None
    assert lines is not None
    heads = {line.article: line.text for line in reversed(lines)}
    items = [
        {"article": article, "head": heads[article][:40], "type": "other", "passages": []}
        | (CHANGES[answer] if at else {})
        for at, article in enumerate(task.articles)
        if at % 2 == 0
    ]
    return json.dumps({"clauses": items}, ensure_ascii=False)


ANSWERS = st.sampled_from(["", "抱歉", '{"clauses":[{"article":', *CHANGES])


# Many articles in full windows: there is little room for words about all of them.
FULL = "\n".join(f"第{number}条 付款\n甲方应于每月{number}日前支付租金。" for number in range(1, 120))


def job(text: str) -> Job:
    read = document(text)
    return Job(read, build(read), LIBRARY)


@settings(deadline=None, max_examples=60)
@example(FULL, ["heads"], True)
@example(FULL, ["types", "heads", "right"], False)
@given(TEXTS, st.lists(ANSWERS, min_size=1, max_size=5), st.booleans())
def test_no_request_exceeds_its_plan_nor_the_window(text: str, answers: list[str], cached: bool) -> None:
    asked = job(text)
    windows = windows_of(asked, ALLOWANCE, cached)
    assert all(request.prompt_tokens <= ALLOWANCE.prompt_tokens for window in windows for request in window.requests)
    exchange = Counting(answers)
    ask(asked, windows, exchange)
    plan = {
        (
            asked.block(window.first, window.last, window.carried),
            prompt.tail(Task(request.articles), asked.language),
        ): request.prompt_tokens
        for window in windows
        for request in window.requests
    }
    for messages in exchange.sent:
        system, block, tail = (message["content"] for message in messages)
        counted = prompt_tokens(map(counter().count, (system, block, tail)))
        assert counted <= plan.get((block, tail), ALLOWANCE.prompt_tokens)
    assert not plan or exchange.sent
