"""Cassettes: what a run asked and was answered, and the same run again without an endpoint."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.chat.faults import Refused
from pipeline.chat.ledger import Ledger
from pipeline.chat.wire import Reply, Usage
from pipeline.errors import RequestError, SetupError
from pipeline.extract import prompt
from pipeline.extract.cassette import Header, Recorder, open_cassette, plan_key, read_header
from pipeline.extract.plan import windows_of
from pipeline.schema.contract import Task
from pipeline.settings import Settings
from pipeline.wiring.planning import allowance
from tests.contracts import job

HEADER = Header("https://example.org/v1", "model", "kimi-k2-5", {"zh-Hans": "1" * 64})
KEY = "sk-very-secret-key"


def reply(content: str) -> Reply:
    return Reply(content, "", (), "stop", Usage(10, 5, 15), "kimi-k2-5", "id-1")


class Scripted:
    """Answers in turn; an error in the script is raised."""

    def __init__(self, *script: str | RequestError) -> None:
        self.script = list(script)

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply:
        answer = self.script.pop(0)
        if isinstance(answer, RequestError):
            raise answer
        return reply(answer)


def question(*articles: int, system: str = "instructions") -> list[dict[str, str]]:
    lease = job()
    block = lease.block(0, len(lease.passages))
    return prompt.messages(system, block, prompt.tail(Task(articles), "zh-Hans"))


def record(path: Path, *script: str | RequestError, asked: Sequence[list[dict[str, str]]]) -> None:
    recorder = Recorder(path, HEADER, [KEY])
    exchange = recorder.exchange(Scripted(*script), job().library)
    for messages in asked:
        try:
            exchange(messages, 100)
        except RequestError:
            continue
    recorder.close()


def test_replies_come_back_for_the_same_questions_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "tape"
    record(path, "one", "two", asked=[question(0, 1), question(2)])
    ledger = Ledger()
    play = open_cassette(path).exchange(job().library, ledger, "lease")
    started: list[bool] = []
    assert play(question(2), 7, lambda: started.append(True)).content == "two"
    assert play(question(0, 1), 7).content == "one"
    assert started == [True]
    assert (ledger.document("lease").requests, ledger.document("lease").billed_tokens) == (2, 30)


def test_the_same_question_again_has_the_next_reply_and_faults_are_played_too(tmp_path: Path) -> None:
    path = tmp_path / "tape"
    fault = Refused("request_refused", host="h", model="m", detail="no", status=422, path="messages")
    record(path, "bad", fault, "good", asked=[question(0)] * 3)
    play = open_cassette(path).exchange(job().library, Ledger(), "lease")
    assert play(question(0), 1).content == "bad"
    with pytest.raises(Refused) as raised:
        play(question(0), 1)
    assert raised.value.path == "messages"
    assert play(question(0), 1).content == "good"


def test_an_older_wording_of_the_prompt_still_plays_and_other_schemas_do_not(tmp_path: Path) -> None:
    path = tmp_path / "tape"
    record(path, "one", asked=[question(0)])
    player = open_cassette(path)
    assert player.exchange(job().library, Ledger(), "lease")(question(0, system="new wording"), 1).content == "one"
    with pytest.raises(RequestError) as raised:
        player.exchange(job().library.only(["term"]), Ledger(), "lease")(question(0), 1)
    assert raised.value.code == "cassette_lacks_reply"


def test_the_file_is_private_and_holds_no_key(tmp_path: Path) -> None:
    path = tmp_path / "below" / "tape"
    record(path, f"your key is {KEY}", asked=[question(0)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KEY not in path.read_text()
    assert json.loads(path.read_text().splitlines()[0])["endpoint"] == "https://example.org/v1"
    assert "租赁" in path.read_text()


def test_an_open_file_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "tape"
    record(path, "one", asked=[question(0)])
    path.chmod(0o644)
    record(path, "two", asked=[question(1)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_cassette_is_continued_after_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "tape"
    record(path, "one", asked=[question(0)])
    path.write_bytes(path.read_bytes() + b'{"key": "cut')
    record(path, "two", asked=[question(1)])
    play = open_cassette(path).exchange(job().library, Ledger(), "lease")
    assert [play(question(article), 1).content for article in (0, 1)] == ["one", "two"]


def test_a_cassette_of_another_endpoint_is_not_continued(tmp_path: Path) -> None:
    path = tmp_path / "tape"
    record(path, "one", asked=[question(0)])
    with pytest.raises(SetupError) as raised:
        Recorder(path, Header("embedded", "rules", "rules only", {}))
    assert raised.value.code == "cassette_of_another_endpoint"


def test_plans_are_kept_by_text_and_fit_the_document(tmp_path: Path) -> None:
    path, lease = tmp_path / "tape", job()
    windows = windows_of(lease, allowance(Settings()))
    recorder = Recorder(path, HEADER)
    recorder.keep_plan(plan_key(lease, 0), windows)
    recorder.close()
    player = open_cassette(path)
    assert player.windows(lease, 0) == windows
    assert player.windows(lease, 1) is None
    assert player.windows(job("第一条 价款\n一元。"), 0) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"[]\n",
        b'{"cassette": "9"}\n',
        b"\xff\xfe\n",
        b'{"cassette": "1"}\n',
        b'{"cassette": "1", "endpoint": "e", "engine": "model", "model": "m", "prompts": {}}\n{"key": "k"}\n',
        b'{"cassette": "1", "endpoint": "e", "engine": "model", "model": "m", "prompts": {}}\n{"plan": "k"}\n',
        b'{"cassette": "1", "endpoint": "e", "engine": "model", "model": "m", "prompts": {}}\n'
        b'{"key": "k", "fault": ["Fatal", "x", {}]}\n',
    ],
)
def test_what_is_no_cassette_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "tape"
    path.write_bytes(raw)
    with pytest.raises(SetupError) as raised:
        open_cassette(path)
    assert raised.value.code == "cassette_unreadable"


def test_a_cassette_that_is_not_there(tmp_path: Path) -> None:
    for read in (open_cassette, read_header):
        with pytest.raises(SetupError):
            read(tmp_path / "nowhere")
    with pytest.raises(SetupError) as raised:
        Recorder(tmp_path, HEADER)
    assert raised.value.code == "cassette_unwritable"
