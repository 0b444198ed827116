from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.loaders.ocr.pool import Answer, Pool, Terms
from tests.loaders.ocr_fake_child import BABBLE, CONFUSE, DIE, HANG, READ, picture

FAKE = Terms(2, 1 << 30, 2.0, "", 20.0, "tests.loaders.ocr_fake_child")


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(FAKE)
    yield pool
    pool.close()


def said(answer: Answer) -> tuple[int, str]:
    """The child's process and the names in its environment."""
    assert answer.page is not None
    pid, _, names = answer.page.lines[0].text.partition(" ")
    return int(pid), names


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_reads_one_page_after_another(pool: Pool) -> None:
    first, second = pool.read(picture(READ, lost=2)), pool.read(picture(READ, 2))
    assert said(first)[0] == said(second)[0] != os.getpid()
    assert (first.outcome, first.seals, first.lost) == ("read", 1, 2)
    assert second.page is not None
    assert second.page.number == 2


def test_children_have_no_secrets(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJKCLAUSE_API_KEY", "secret")
    names = said(pool.read(picture(READ)))[1]
    assert "KEY" not in names
    assert "PATH" not in names


@pytest.mark.parametrize("deed", [DIE, BABBLE, CONFUSE])
def test_a_page_that_kills_its_child_fails_alone(pool: Pool, deed: int) -> None:
    before = said(pool.read(picture(READ)))[0]
    failed = pool.read(picture(deed))
    assert (failed.outcome, failed.page) == ("failed", None)
    assert not exists(before)
    assert pool.read(picture(READ)).outcome == "read"


def test_a_page_that_hangs_is_ended(pool: Pool) -> None:
    before = said(pool.read(picture(READ)))[0]
    assert pool.read(picture(HANG)).outcome == "timeout"
    assert not exists(before)


def test_a_child_that_died_while_it_waited_is_replaced(pool: Pool) -> None:
    before = said(pool.read(picture(READ)))[0]
    os.kill(before, 9)
    pool.children.waiting[0].process.wait()
    assert said(pool.read(picture(READ)))[0] != before


def test_nothing_is_left_behind(pool: Pool) -> None:
    child = said(pool.read(picture(READ)))[0]
    assert exists(child)
    pool.close()
    assert not exists(child)


def test_no_more_children_than_processes(pool: Pool) -> None:
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(said(pool.read(picture(READ)))[0])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    assert len(set(seen)) <= FAKE.processes


def test_a_child_ends_with_its_parent() -> None:
    code = (
        "import os, sys\n"
        "from pipeline.loaders.ocr.pool import Pool\n"
        "from tests.loaders.ocr.test_pool import FAKE, READ, picture, said\n"
        "print(said(Pool(FAKE).read(picture(READ)))[0], flush=True)\n"
        "os._exit(1)\n"
    )
    root = Path(__file__).parents[3]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    child = int(told.stdout)
    assert any(not exists(child) or threading.Event().wait(0.05) for _ in range(200))


def test_without_the_extra_the_child_dies_and_the_page_fails() -> None:
    terms = Terms(1, 1 << 30, 20.0, "", 20.0, "tests.loaders.no_such_child")
    assert Pool(terms).read(picture(READ)).outcome == "failed"
