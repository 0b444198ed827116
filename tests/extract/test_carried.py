"""Later windows are read with the parties and with the terms that they use, and with nothing else."""

from __future__ import annotations

from pipeline.budget.allowance import Allowance
from pipeline.document import passages
from pipeline.extract.carried import carried
from pipeline.extract.plan import windows_of
from tests.contracts import job

HEAD = """技术服务合同
委托方（甲方）：青岚数据有限公司
受托方（乙方）：南岸软件有限公司
第一条 定义
“交付物”指乙方依本合同交付的全部文档与程序。
“服务费”指甲方依本合同应付的全部费用。"""
BODY = [f"第{number}条 交付\n乙方应于第{number}个月末交付第{number}批交付物。" for number in range(2, 400)]
CONTRACT = job("\n".join([HEAD, *BODY]))


def block_of(number: int, text: str) -> str:
    found = passages.read(text)
    assert found is not None
    return next(line.text for line in found if line.number == number)


def test_a_later_window_shows_the_parties_and_the_terms_it_uses_at_their_own_numbers() -> None:
    windows = windows_of(CONTRACT, Allowance(context_tokens=12_000, answer_tokens=2000))
    assert len(windows) > 1
    for window in windows[1:]:
        block = CONTRACT.block(window.first, window.last, window.carried)
        shown = {block_of(number, block) for number in window.carried}
        assert "委托方（甲方）：青岚数据有限公司" in shown
        assert "受托方（乙方）：南岸软件有限公司" in shown
        assert any(text.startswith("“交付物”指") for text in shown)
        assert not any("服务费" in text for text in shown)
        lines = passages.read(block) or ()
        assert [line.number for line in lines] == sorted({line.number for line in lines})
        assert {line.article for line in lines if line.number in window.carried} == {None}


def test_a_window_that_holds_the_whole_contract_carries_nothing() -> None:
    (window,) = windows_of(CONTRACT, Allowance())
    assert window.carried == ()


def test_a_thousand_definitions_do_not_make_it_slow_nor_long() -> None:
    terms = "\n".join(f"“术语{number}”指第{number}号文件。" for number in range(5000))
    long = job(f"{HEAD}\n{terms}\n" + "\n".join(BODY))
    assert len(carried(long, len(long.passages) - 10, len(long.passages))) < 700
