"""Orders and notices of conditions: no numbers, a row for each term."""

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

ROWS = {
    "an order": (
        "采购订单\n\n订单编号：PO-2031-0611\n供应商：海州五金有限公司\n采购方：北屿电子有限公司\n"
        "产品名称：铝合金外壳\n数 量：5000件\n总价：人民币62,500元\n交货日期：2031年7月15日前\n"
        "付款方式：货到验收合格后30日内电汇支付\n争议解决：提交北屿市人民法院诉讼解决\n\n"
        "供应商（盖章）：                采购方（盖章）：\n日期：2031年6月11日",
        ["产品名称", "数 量", "总价", "交货日期", "付款方式", "争议解决"],
    ),
    "conditions of work in two columns, a row with numbers of its own": (
        "労働条件通知書 兼 雇用契約書\n\n２０３１年３月２５日　株式会社みどり商事（以下「甲」という。）と田中美咲（以下「乙」という。）は契約する。\n"
        "契約期間　期間の定めあり\n　契約の更新の有無　更新する場合があり得る\n就業の場所　本社\n休日　毎週土・日曜日\n"
        "休暇　年次有給休暇　10日\n賃金　１　基本賃金　220,000円\n　　　２　諸手当　通勤手当\n　　　３　締切日　毎月末日\n"
        "退職に関する事項　30日以上前に届け出ること\n\n上記のとおり締結する。\n労働者　住所　青葉市中央２－３－４\n　　　　氏名　田中　美咲　㊞",
        ["契約期間", "就業の場所", "休日", "休暇", "賃金", "退職に関する事項"],
    ),
    "an English order": (
        "Purchase Order\n\nPO No.: 2031-0087\nBuyer: Kestrel Trading Ltd.\nSeller: Mingtai Tools Co., Ltd.\n"
        "Goods: Cordless drills\nUnit Price: USD 21.50\nDelivery: FOB before 30 September 2031\n"
        "Terms of Payment: 30% deposit\nWarranty: 12 months\nGoverning Law: laws of Hong Kong\n",
        ["Goods", "Unit Price", "Delivery", "Terms of Payment", "Warranty", "Governing Law"],
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_each_row_is_an_article_with_its_label_as_title(name: str) -> None:
    text, titles = ROWS[name]
    assert [article.section.title for article in build(document(text)).articles] == titles


@pytest.mark.parametrize(
    "text",
    [
        "保密承诺\n本人承诺如下：不外传资料。\n资料包括：图纸、样品。\n本人离职后仍遵守。\n违反时：赔偿损失。",
        "评分表\n0.522: 12\n0.269: 13\n0.159: 14\n0.158: 15\n0.157: 16\n0.149: 17",
    ],
    ids=["few", "numbers"],
)
def test_other_lines_with_a_colon_are_no_rows(text: str) -> None:
    assert len(build(document(text)).articles) == 1
