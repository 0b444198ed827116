import pytest

from pipeline.outline.parties.word import role_of
from pipeline.outline.section import Definition
from pipeline.outline.tree import build
from tests.outline.planted import document


@pytest.mark.parametrize(
    ("term", "role"),
    [(word, word) for word in ("委託者", "出租方", "买方", "근로자", "사업주", "指定管理者", "Seller")]
    + [
        (word, None)
        for word in ("甲方", "甲", "갑", "当社", "我方", "本人", "본인", "당사자", "山手社", "회사", "Party B", "")
    ],
)
def test_a_short_name_is_a_role_where_it_says_what_its_party_does(term: str, role: str | None) -> None:
    assert role_of(Definition("party", term, "山手商会", None, 0, 1)) == role


def test_a_kind_of_body_is_nobodys_name() -> None:
    text = (
        '위탁계약서\n교회 (이하 "위탁자"라 한다)와 주식회사 한빛(이하 "수탁자"라 한다)은 다음과 같이 계약한다.\n'
        "제1조 (목적)\n업무를 위탁한다.\n제2조 (기간)\n1년으로 한다."
    )
    found = [(each.term, each.meaning) for each in build(document(text)).definitions if each.kind == "party"]
    assert found == [("위탁자", ""), ("수탁자", "주식회사 한빛")]


def test_the_word_before_a_name_is_its_role_whatever_the_short_name() -> None:
    assert role_of(Definition("party", "委託者", "山手商会", "注文者", 0, 1)) == "注文者"


@pytest.mark.parametrize(
    ("term", "name"), [("南方", "南方航空股份有限公司"), ("新东方", "北京新东方科技集团"), ("美主", "美主株式会社")]
)
def test_a_short_name_that_is_cut_from_the_name_is_no_role(term: str, name: str) -> None:
    assert role_of(Definition("party", term, name, None, 0, 1)) is None
