"""What goes out, recorded by the other side of the exchange and by a real server, and what stands in the record."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.budget.allowance import Allowance
from pipeline.chat.wire import Reply, Usage
from pipeline.cli.command_line import main
from pipeline.document import passages
from pipeline.endpoint.server import EmbeddedServer
from pipeline.extract.ask import ask
from pipeline.extract.job import Job
from pipeline.extract.mask import Mask
from pipeline.extract.masked_exchange import MaskedExchange
from pipeline.extract.plan import windows_of
from pipeline.outline.tree import build
from pipeline.schema.contract import read_task
from pipeline.schema.library import load_library
from tests.contracts import LEASE, document
from tests.faults.proxy import Proxy, Upstream

NUMBERS = [
    "11010519491231002X",
    "138-5713-9462",
    "6222021234567890128",
    "０３－１２３４－５６７８",
    "900101-1234568",
    "1100123456789",
]
CONTRACT = f"""{LEASE}
第八条 通知与账户
甲方联系人身份证号：{NUMBERS[0]}，手机 {NUMBERS[1]}，银行卡 {NUMBERS[2]}。
乙方联系人电话 {NUMBERS[3]}，주민등록번호 {NUMBERS[4]}，账号：{NUMBERS[5]}。
第九条 其他
甲方的手机仍为 {NUMBERS[1]}，租金12,000.00元自2026年4月1日起支付。"""


def held_by(words: str) -> list[str]:
    """The numbers of which the words hold four digits in a row, or the whole. A hash may hold any digits."""
    words = re.sub(r"(?<![0-9a-f])(?=[0-9]*[a-f])[0-9a-f]{16,64}(?![0-9a-f])", "#", words)
    pieces = {number: [number[at : at + 4] for at in range(len(number) - 3)] for number in NUMBERS}
    return [number for number in NUMBERS if any(piece.isdigit() and piece in words for piece in pieces[number])]


def masked_job() -> Job:
    read = document(CONTRACT)
    return Job(read, build(read), load_library(), Mask.of(read.text))


def test_the_text_that_is_sent_has_its_own_length_and_no_number() -> None:
    mask = Mask.of(CONTRACT)
    assert len(mask.identifiers) == len(NUMBERS) + 1
    assert len(mask.sent) == len(CONTRACT)
    assert held_by(mask.sent) == []
    assert mask.whole(mask.sent) == CONTRACT
    assert "租金12,000.00元自2026年4月1日起" in mask.sent


def test_a_number_that_stands_twice_has_one_stand_in_and_another_number_another() -> None:
    mask = Mask.of(CONTRACT)
    sent = [mask.sent[found.start : found.end] for found in mask.identifiers]
    assert len(set(sent)) == len(NUMBERS)
    assert sent[1] == sent[-1]


def test_a_stand_in_that_was_cut_short_is_made_whole_as_far_as_it_goes() -> None:
    mask = Mask.of(CONTRACT)
    found = mask.identifiers[0]
    assert mask.whole(mask.sent[found.start : found.start + 9]) == NUMBERS[0][:9]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([*NUMBERS, "租金", "X", "BBBX", "电话", "\n", "，", "BBC"]), max_size=12))
def test_what_is_masked_comes_back_whole(words: list[str]) -> None:
    text = "，".join(words)
    mask = Mask.of(text)
    assert len(mask.sent) == len(text)
    assert mask.whole(mask.sent) == text


class Quoting:
    """Quotes every number as it was sent, well or badly; keeps what it was sent."""

    def __init__(self, spoil: Callable[[int, str], str]) -> None:
        self.spoil = spoil
        self.sent: list[str] = []
        self._lock = threading.Lock()

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply:
        with self._lock:
            self.sent.append(json.dumps(list(messages), ensure_ascii=False))
            turn = len(self.sent)
        task, lines = read_task(messages[-1]["content"]), passages.read(messages[1]["content"])
        assert task is not None
        assert lines is not None
        items = [
            self._item(article, [line.text for line in lines if line.article == article], turn)
            for article in task.articles
        ]
        content = json.dumps({"clauses": items}, ensure_ascii=False)
        return Reply(content, "", (), "stop", Usage(1, 1, 2), "m", "id")

    def _item(self, article: int, lines: list[str], turn: int) -> dict[str, Any]:
        item: dict[str, Any] = {
            "article": article,
            "head": lines[0][:6],
            "type": "price_payment" if len(lines) > 2 else "other",
        }
        if len(lines) > 2:
            item["values"] = {"amount": {"quote": self.spoil(turn, lines[1])}}
        return item


def settled(spoil: Callable[[int, str], str]) -> tuple[Job, Quoting, Any]:
    job = masked_job()
    endpoint = Quoting(spoil)
    windows = windows_of(job, Allowance())
    assert job.mask is not None
    return job, endpoint, ask(job, windows, MaskedExchange(endpoint, job.mask, job.passages))


def test_a_quote_of_stand_ins_is_the_documents_own_words() -> None:
    job, endpoint, answers = settled(lambda _, line: line)
    quotes = [value.quote for found in answers.clauses.values() for clause in found for value in clause.values.values()]
    assert quotes
    assert all(quote in job.document.text for quote in quotes)
    assert held_by("".join(endpoint.sent)) == []


@pytest.mark.parametrize("length", [8, 13, 20, 30, 44, 60])
def test_a_repair_says_no_number_and_no_piece_of_one(length: int) -> None:
    _, endpoint, answers = settled(lambda _, line: line[:length] + "？")
    assert len(endpoint.sent) > 2
    assert answers.unresolved
    assert held_by("".join(endpoint.sent)) == []


def _contract(folder: Path) -> Path:
    path = folder / "contract.txt"
    path.write_text(CONTRACT, "utf-8")
    return path


def _extract(path: Path, url: str, **settings: Any) -> Any:
    return pipeline.extract(path, base_url=url, answer_tokens=600, **settings).to_json()


def test_no_server_sees_a_number_and_the_record_is_the_same(embedded: EmbeddedServer, tmp_path: Path) -> None:
    path, cassette = _contract(tmp_path), tmp_path / "run.cassette"
    with Proxy(Upstream.of(embedded.base_url, embedded.api_key), None, 0.0) as plain:
        bare = _extract(path, plain.base_url)
    with Proxy(Upstream.of(embedded.base_url, embedded.api_key), None, 0.0) as proxy:
        masked = _extract(path, proxy.base_url, mask=True, record=cassette)
    sent = b"".join(proxy.requests).decode()
    assert held_by(b"".join(plain.requests).decode()) != []
    assert held_by(sent) == []
    assert held_by(cassette.read_text("utf-8")) == []
    issue = next(issue for issue in masked["issues"] if issue["code"] == "identifiers_masked")
    assert issue["params"] == {"count": 7, "national_ids": 2, "accounts": 2, "phones": 3}
    masked["issues"].remove(issue)
    for record in (bare, masked):
        del record["usage"], record["endpoint"]
    assert masked == bare
    assert masked["review"] == bare["review"]


def test_a_masked_cassette_plays_to_the_same_record(embedded: EmbeddedServer, tmp_path: Path) -> None:
    path, cassette = _contract(tmp_path), tmp_path / "run.cassette"
    with Proxy(Upstream.of(embedded.base_url, embedded.api_key), None, 0.0) as proxy:
        recorded = _extract(path, proxy.base_url, mask=True, record=cassette)
    played = pipeline.extract(path, mask=True, replay=cassette, answer_tokens=600).to_json()
    assert played["clauses"] == recorded["clauses"]


def test_the_plan_counts_what_is_sent() -> None:
    read = document(CONTRACT)
    masked, bare = pipeline.plan(read, mask=True), pipeline.plan(read)
    job = masked_job()
    assert masked.tokens == bare.tokens
    assert masked.prompt_tokens - bare.prompt_tokens == sum(
        sum(line) for line in [[*_costs(job.sent_text, job)], [-cost for cost in _costs(CONTRACT, job)]]
    ) * len(masked.windows[0].requests)


def _costs(text: str, job: Job) -> list[int]:
    from pipeline.extract.prompt import line_tokens

    return line_tokens(text, job.passages)


def test_the_summary_counts_what_stayed_at_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(_contract(tmp_path))
    for flags, masked in ((["--mask"], 7), ([], None)):
        main(["extract", path, "-o", str(tmp_path / "out"), "--json", "--endpoint", "embedded", *flags])
        said = capsys.readouterr()
        assert json.loads(said.out)["masked"] == masked
        assert ("7 numbers" in said.err) is bool(masked)
