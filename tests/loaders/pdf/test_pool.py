from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders import child as children
from pipeline.loaders.frames import Frame
from pipeline.loaders.limits import Limits
from pipeline.loaders.pdf import pool
from pipeline.loaders.pdf.process import request
from tests.loaders.pdf.test_process import HOSTILE
from tests.loaders.pdf_samples import load, one_page

HELLO = one_page(b"BT /F1 12 Tf 72 720 Td (Article 1 Hello) Tj ET")
ENDLESS = HOSTILE["forms in forms"]
REAL_START = children._START


@pytest.fixture(autouse=True)
def _own_children() -> Iterator[None]:
    pool.close()
    yield
    pool.close()


def replace_reading(monkeypatch: pytest.MonkeyPatch, body: str, imports: str = "os") -> None:
    """Children read no PDF, but run `body`, an expression; its value is how the document ended."""
    told = f"import {imports}, pipeline.loaders.pdf.child as child; "
    told += f"child.read_with_pdfium = lambda data, bounds, out: child.frames.write_note(out, seen={body}); main()"
    monkeypatch.setattr(children, "_START", REAL_START.replace("main()", told))


def seen(data: bytes = HELLO) -> object:
    limits = Limits()
    notes = list(pool.ask(request("pdfium", limits, 5), data, 5, 1))
    assert notes[-1] == {"ended": "done"}
    return notes[0]["seen"] if isinstance(notes[0], dict) else None


def test_one_child_reads_many_documents() -> None:
    first = load(HELLO)
    (child,) = pool._POOL.waiting
    assert [load(HELLO).text for _ in range(3)] == [first.text] * 3
    assert pool._POOL.waiting == [child]


def test_nothing_of_one_document_is_left_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_reading(monkeypatch, "[len(data), os.environ.setdefault('LEFT', str(len(data)))]")
    assert [seen(HELLO), seen(HELLO + b" ")] == [[len(HELLO), str(len(HELLO))], [len(HELLO) + 1, str(len(HELLO) + 1)]]


def test_the_child_sees_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJKCLAUSE_API_KEY", "secret")
    replace_reading(monkeypatch, "sorted(os.environ)")
    assert "CJKCLAUSE_API_KEY" not in str(seen())


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("way", ["socket.socket", "lambda: open('/etc/hostname')"])
def test_whoever_takes_over_pdfium_can_open_nothing(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    told = "import socket, errno\ndef attempt(open_something):\n    try: open_something()\n"
    told += "    except OSError as fault: return errno.errorcode[fault.errno]\n"
    replace_reading(monkeypatch, f"attempt({way})")
    monkeypatch.setattr(children, "_START", told + children._START)
    assert seen() == "EMFILE"


def test_pypdf_reads_what_kills_pdfium_and_the_child_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_reading(monkeypatch, "os.abort()")
    document = load(HELLO)
    assert document.text == "Article 1 Hello"
    assert [place.to_json()["page"] for place in document.places(0, 5)] == [1]
    assert [issue.code for issue in document.issues] == ["pdf_read_roughly"]
    assert len(pool._POOL.waiting) == 1


@pytest.mark.parametrize(("kills", "rough"), [(1, False), (2, True)])
def test_a_child_killed_from_outside_says_nothing_about_the_document(
    monkeypatch: pytest.MonkeyPatch, kills: int, rough: bool
) -> None:
    answers, killed = pool._Child.answers, []

    def killed_at_work(child: pool._Child, task: dict[str, Any], data: bytes) -> Iterator[Frame]:
        if len(killed) < kills:
            killed.append(task["do"])
            child.process.kill()
            child.process.wait()
        return answers(child, task, data)

    monkeypatch.setattr(pool._Child, "answers", killed_at_work)
    document = load(HELLO)
    assert document.text == "Article 1 Hello"
    assert killed == ["pdfium"] * kills
    assert bool(document.issues) == rough


def test_a_child_that_died_while_it_waited_is_replaced() -> None:
    load(HELLO)
    (child,) = pool._POOL.waiting
    child.process.kill()
    child.process.wait()
    assert load(HELLO).text == "Article 1 Hello"
    assert pool._POOL.waiting != [child]


def test_a_document_that_takes_too_long_ends_with_its_child() -> None:
    with pytest.raises(DocumentError) as failure:
        load(ENDLESS, Limits(seconds=1.0))
    assert failure.value.code == "pdf_too_slow"
    assert pool._POOL.waiting == []


def test_a_child_ends_when_nobody_waits_for_it_any_more() -> None:
    task = {**request("pdfium", Limits(), 60), "bytes": len(ENDLESS)}
    command = [sys.executable, "-c", "from pipeline.loaders.pdf.child import main; main()"]
    # Standard input ends while a document is read that takes for ever.
    done = subprocess.run(
        command, input=json.dumps(task).encode() + b"\n" + ENDLESS, capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_of_this_process_has_children_of_its_own() -> None:
    load(HELLO)
    (child,) = pool._POOL.waiting
    fork = os.fork()
    if not fork:
        empty = not pool._POOL.waiting
        same = load(HELLO).text == "Article 1 Hello"
        pool.close()
        os._exit(0 if empty and same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) == 0
    assert child.is_alive()
    assert load(HELLO).text == "Article 1 Hello"
