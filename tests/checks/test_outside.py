from __future__ import annotations

import pytest

from pipeline.checks.contract import Contract
from pipeline.checks.outside import outside
from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, PdfPlace, TextPlace
from pipeline.outline.tree import build
from tests.checks.checking import told

BEHIND = "terms_behind_signatures"
JA = "契約書\n第1条（目的）\n売買する。\n第2条（雑則）\n協議する。\n本契約の成立を証するため本書2通を作成し、各1通を保有する。\n甲　海州港湾株式会社　㊞\n乙　北嶺物産株式会社　㊞\n{below}\n"
EN = "AGREEMENT\n1. Supply\nThe Supplier shall supply pumps.\n2. Term\nThis Agreement runs for a year.\nIN WITNESS WHEREOF the parties have executed this Agreement.\nNorth Ltd\nBy: ________\nHarbour Ltd\nBy: ________\n{below}\n"
KO = "계약서\n제1조(목적)\n매매한다.\n제2조(기타)\n협의한다.\n위 계약을 증명하기 위하여 서명한다.\n갑: 주식회사 한바다 (인)\n을: 주식회사 새벽 (인)\n{below}\n"
ZH = "合同\n第一条 货物\n水泵。\n第二条 其他\n协商。\n（以下无正文）\n甲方（盖章）：海州港务有限公司\n乙方（盖章）：北屿物流有限公司\n{below}\n"
TERMS = {
    JA: "乙は、遅延１日につき委託料の1000分の7の違約金を支払うものとする。",
    EN: "If delivery is late, the Supplier shall pay USD 7,654,321.",
    KO: "을은 지체일수 1일마다 계약금액의 1000분의 7을 갑에게 지급한다.",
    ZH: "乙方逾期交付的，每逾期一日应按合同总价的千分之七支付违约金",
}
HEADED = "合同\n第一条 货物\n水泵应当在三十日内交付甲方的仓库。\n第二条 其他\n协商。"


@pytest.mark.parametrize(("contract", "term"), TERMS.items())
def test_a_term_behind_the_signatures_is_told_with_its_place(contract: str, term: str) -> None:
    assert told(contract.format(below=term), BEHIND) == [(BEHIND, term)]


@pytest.mark.parametrize(
    ("contract", "below"),
    [
        (JA, "東京都千代田区丸の内1-1　代表取締役　顧　南"),
        (JA, "以上、本契約の成立を証するため本書を作成し、甲乙記名押印するものとする。"),
        (EN, "Name: Gu Nan, who is duly authorised"),
        (KO, "위 계약을 증명하기 위하여 계약서 2부를 작성하여 각 1부씩 보관한다."),
        (ZH, "法定代表人：顾南乔（应当由本人签字）"),
        (ZH, "注：本页应当由双方签字并加盖公章后寄回。"),
        (ZH, "附件一 违约责任\n乙方逾期交付的，每逾期一日应按合同总价的千分之七支付违约金。"),
    ],
)
def test_who_signs_formulas_notes_and_annexes_are_no_terms_behind_the_signatures(contract: str, below: str) -> None:
    assert told(contract.format(below=below), BEHIND) == []


def beside(*asides: Aside) -> list[dict[str, object]]:
    builder = DocumentBuilder("contract.txt", "0" * 64, "text")
    for number, line in enumerate(HEADED.split("\n")):
        builder.open_block()
        builder.add(line, TextPlace(number))
        builder.close_block("paragraph")
    builder.asides += asides
    document = builder.finish()
    return [dict(issue.params) for issue in outside(Contract(document, build(document), ()))]


@pytest.mark.parametrize("term", TERMS.values())
@pytest.mark.parametrize("kind", ["header", "footer", "drawing", "diagram"])
def test_a_term_in_page_furniture_or_a_drawing_is_told_once(kind: str, term: str) -> None:
    assert beside(Aside(kind, term), Aside(kind, term)) == [{"count": 1, "quote": term}]


def test_the_lines_of_one_page_are_read_together() -> None:
    top = [Aside("header", line, PdfPlace(1, (0, 0, 9, 9))) for line in ("乙方逾期的", "应支付违约金")]
    again = [Aside("header", line, PdfPlace(2, (0, 0, 9, 9))) for line in ("乙方逾期的", "应支付违约金")]
    assert beside(*top) == []  # too short for a sentence
    longer = [each._replace(text=each.text * 2) for each in (*top, *again)]
    assert beside(*longer) == [{"count": 1, "quote": "乙方逾期的乙方逾期的\n应支付违约金应支付违约金"}]


@pytest.mark.parametrize(
    "aside",
    [
        Aside("header", "海州港务有限公司 水泵采购合同 第 1 页 共 9 页"),
        Aside("footer", "本文件为机密文件，未经许可不得复制、转载或者向第三方提供。"),
        Aside("footer", "This document is confidential and must not be reproduced."),
        Aside("header", "水泵应当在三十日内\n交付甲方的仓库。"),
        Aside("comment", "乙方逾期交付的，每逾期一日应支付违约金，请法务确认。"),
    ],
)
def test_titles_notices_what_the_text_holds_and_comments_are_not_told(aside: Aside) -> None:
    assert beside(aside) == []
