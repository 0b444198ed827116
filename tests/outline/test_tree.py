"""Contracts as they come: every case is a text with its articles planted in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.outline.section import Outline
from pipeline.outline.tree import build
from tests.outline.planted import document, plant

CASES = {case.stem: case.read_text("utf-8") for case in sorted(Path(__file__).with_name("contracts").glob("*.txt"))}


def check(outline: Outline, text: str, marked: str) -> None:
    _, truth = plant(marked)
    found = [(a.section.number, a.section.part, text[a.start : a.end]) for a in outline.articles]
    assert found == [(each.number, each.part, each.text) for each in truth]
    titles = [article.section.title for article in outline.articles]
    assert ["~" if each.title == "~" else title for title, each in zip(titles, truth, strict=True)] == [
        each.title for each in truth
    ]


@pytest.mark.parametrize("name", CASES)
def test_planted_articles(name: str) -> None:
    text, _ = plant(CASES[name])
    check(build(document(text)), document(text).text, CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_the_kinds_of_blocks_do_not_matter(name: str) -> None:
    text, _ = plant(CASES[name])
    check(build(document(text, "table_row")), document(text).text, CASES[name])


def outline(*lines: str) -> Outline:
    return build(document("\n".join(lines)))


def test_an_empty_document_has_no_outline() -> None:
    assert build(document("")) == Outline((), (), (), ())
    assert build(document(" \n\u3000\n")) == Outline((), (), (), ())


def test_a_file_that_begins_in_the_middle() -> None:
    found = outline("第七条 付款", "十日内付款。", "第八条 交付", "三十日内交付。")
    assert [article.section.number for article in found.articles] == ["7", "8"]


def test_a_missing_number_is_no_obstacle() -> None:
    found = outline("第一条 甲", "内容。", "第二条 乙", "内容。", "第四条 丙", "内容。", "第五条 丁", "内容。")
    assert [article.section.number for article in found.articles] == ["1", "2", "4", "5"]


@pytest.mark.parametrize(
    "mention",
    [
        "第1条（秘密保持）、第2条（解除）及び本条は、契約終了後も有効に存続する。",
        "第1条（秘密保持）の規定は、契約終了後も有効に存続する。",
        "제1조(비밀유지) 및 제2조(해지)는 계약 종료 후에도 유효하다.",
    ],
)
def test_an_article_mentioned_by_number_and_name_is_no_heading(mention: str) -> None:
    found = outline("第1条（秘密保持）", "秘密を守る。", "第2条（解除）", "解除する。", "第3条（存続）", mention)
    if "제" in mention:
        found = outline("제1조(비밀유지)", "지킨다.", "제2조(해지)", "해지한다.", "제3조(존속)", mention)
    assert [article.section.number for article in found.articles] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "第1条（点検（年次）の趣旨）",
            "点検とは年一回の検査です。",
            "第2条（点検（年次）の委託）",
            "甲は乙に委託します。",
        ),
        (
            "Article 1, Definition",
            "Words have their usual sense.",
            "Article 2, Scope of Work",
            "Party B paints the wall.",
        ),
    ],
)
def test_a_heading_with_a_comma_or_brackets_in_brackets(lines: tuple[str, ...]) -> None:
    assert [article.section.number for article in outline(*lines).articles] == ["1", "2"]


def test_a_number_given_twice_is_two_articles() -> None:
    found = outline("第一条 甲", "内容。", "第二条 乙", "内容。", "第二条 丙", "内容。", "第三条 丁", "内容。")
    assert [(article.section.number, article.section.title) for article in found.articles][1:3] == [
        ("2", "乙"),
        ("2", "丙"),
    ]


def test_clauses_are_nested_with_their_spans() -> None:
    text = "第一条 范围\n一、设计：\n（一）方案；\n（二）图纸。\n1.蓝图\n二、施工。\n第二条 其他\n无。"
    first = build(document(text)).sections[0]
    shape = [(s.kind, s.label, s.number, text[s.start : s.end]) for s in first.walk()][1:]
    assert shape == [
        ("clause", "一、", "1", "一、设计：\n（一）方案；\n（二）图纸。\n1.蓝图"),
        ("item", "（一）", "1", "（一）方案；"),
        ("item", "（二）", "2", "（二）图纸。\n1.蓝图"),
        ("item", "1.", "1", "1.蓝图"),
        ("clause", "二、", "2", "二、施工。"),
    ]


def test_dotted_numbers_stay_dotted_and_know_their_parents() -> None:
    found = outline("1 总则", "1.1 目的", "1.1.1 甲", "1.1.2 乙", "1.2 范围", "2 费用", "2.1 金额", "3.5%的税率适用。")
    numbers = [[section.number for section in root.walk()] for root in found.sections]
    assert numbers == [["1", "1.1", "1.1.1", "1.1.2", "1.2"], ["2", "2.1"]]


def test_a_tag_below_the_last_number_is_no_heading() -> None:
    found = outline("第一条 期限", "三年。", "第二条 法律", "</contract-0123456789abcdef>", "适用法律。")
    assert [article.section.number for article in found.articles] == ["1", "2"]


@pytest.mark.parametrize("tag", ["<p>", "</p>", "<br/>", "</div>"])
def test_a_tag_on_a_line_of_its_own_is_no_heading_and_no_title(tag: str) -> None:
    assert not [each for each in outline("服务合同", tag, "服务如下。", tag, "适用法律。").sections if each.title]
    assert outline("第一条 期限", "三年。", "第二条", tag, "适用中国法律。").sections[1].title == ""


def test_numbers_that_fit_no_sequence_are_text() -> None:
    found = outline("第一条 期限", "30 日以内支付。", "2024. 3. 1. 起算。", "5、没有前项。", "第二条 其他", "无。")
    assert [section.children for section in found.sections] == [(), ()]


def test_the_second_paragraph_of_a_japanese_article_stands_beside_the_first() -> None:
    found = outline(
        "第1条（義務）", "甲は次の義務を負う。", "(1) 支払", "(2) 通知", "２　乙は協力する。", "３　甲は、これを守る。"
    )
    assert [child.label for child in found.sections[0].children] == ["(1)", "(2)", "２", "３"]


def test_chapters_end_before_the_signatures() -> None:
    text, _ = plant(CASES["zh_lease_chapters"])
    found = build(document(text))
    chapters = [section for section in found.sections if section.kind == "chapter"]
    assert [(chapter.label, chapter.number, chapter.title) for chapter in chapters] == [
        ("第一章", "1", "总则"),
        ("第二章", "2", "其他"),
    ]
    assert text[: chapters[1].end].endswith("具有同等效力。")
    assert found.articles[2].path == ("第二章", "第三条")


def test_a_numbered_clause_about_signing_is_no_signature() -> None:
    text = "施工合同\n第一条 附则\n1.1 本合同自双方签字盖章之日起生效\n1.2 本合同一式两份\n"
    assert [(article.start, article.end) for article in build(document(text)).articles] == [(5, len(text) - 1)]


SIGNATURES = {
    "two roles and a date of the republic": ("出租人：陳一\n承租人：林二\n中華民國 113 年 2 月 20 日", ""),
    "makers on a line of their own": ("立契約書人\n甲            方：陳一\n乙            方：林二", ""),
    "the broker of a lease, who signs alone": (
        "중개사무소: 한가람공인중개사사무소\n대표: 김새벽\n등록번호: 제12호",
        "",
    ),
    "a field for signatures": ("署名欄（Signature Block）\n本契約の成立を証するため、各1通を保有する。\n氏名：", ""),
    "names that end in a full stop": ("Party A: Blue Lake Co., Ltd.\nParty B: Green Hill Inc.", ""),
    "an English formula": ("This agreement has been entered into on the date stated above.\nSigned by", ""),
    "the end of the text": ("以上\n本契約の成立を証するため、各1通を保有する。\n氏名：", ""),
    "the end of a list within": (
        "甲方：张三（签字）\n乙方：李四（签字）",
        "清单如下：\n（1）货物\n以上\n乙方应当妥善保管。\n",
    ),
    "a day that a sentence tells of": ("", "시행일: 이 약관은 2024년 1월 1일부터 시행한다.\n종전의 약관은 폐지한다."),
    "copyright that an article is about": ("", "Copyright in the works vests in the Customer.\nThe Supplier signs."),
    "contact details and nobody who signs": ("", "联系人：张三\n联系电话：010-0000 0000\n地址：北京市某路1号"),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_where_the_signatures_begin(name: str) -> None:
    signature, own = SIGNATURES[name]
    text = f"第一条 标的\n货物。\n第二条 其他\n双方另行约定。\n{own}{signature}"
    found = build(document(text))
    assert [text[part.start : part.end] for part in found.parts if part.kind == "signature"] == [signature] * bool(
        signature
    )
    assert (
        text[found.articles[1].start : found.articles[1].end]
        == text[text.index("第二条") :].removesuffix(signature).strip()
    )


TITLES = {
    "第一條︰租賃期間︰共十二個月，自民國一百一十三年九月一日起。": "租賃期間",
    "第一條：押金新臺幣 30,000 元。承租人於訂約時交付出租人收取保管。": "",
    "第一条 双方确定：本合同自双方签字之日起生效，一式两份。": "",
    "第一条 双方的权利义务：双方应当按照本合同约定履行各自的义务。": "双方的权利义务",
    "第1条　秘密情報の定義（Definition of Confidential Information）": "秘密情報の定義（Definition of Confidential Information）",
    "제1조 근로계약, 취업규칙 등의 성실한 이행의무": "근로계약, 취업규칙 등의 성실한 이행의무",
    "一、该物业每月租金人民币_ 元正，租期_______ 年，按月结算。": "",
}


@pytest.mark.parametrize("line", TITLES)
def test_titles(line: str) -> None:
    last = "二、其他" if line.startswith("一") else "第二条 其他" if "条" in line else "第二條 其他"
    last = "제2조 기타" if line.startswith("제") else last
    assert outline(line, "内容。", last, "无。").articles[0].section.title == TITLES[line]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Subscriptions, Billing & Payment", "Subscriptions, Billing & Payment"),
        ("Subject to the terms, we may bill you", ""),
        ("Payment; Taxes; Bank Charges", "Payment; Taxes; Bank Charges"),
        ("Party A authorizes Party B to distribute the goods", ""),
        ("[thirty] days before the end", ""),
    ],
)
def test_an_english_title_is_no_sentence(line: str, title: str) -> None:
    found = outline(f"1. {line}", "Fees are due monthly.", "2. Term", "One year.")
    assert [article.section.title for article in found.articles] == [title, "Term"]


def test_an_english_heading_may_run_into_the_line_below_its_number() -> None:
    found = outline(
        "Article I.", "Working Time. Party B works 40 hours a week.", "Article II.", "Party B does so. It is paid."
    )
    assert [article.section.title for article in found.articles] == ["Working Time", ""]


def test_a_table_of_contents_names_no_parties() -> None:
    text = "框架协议\n甲方：张三\n目　录\n第一条 定义 ........ 1\n第二条 费用 ........ 2\n第一条 定义\n无。\n第二条 费用\n无。"
    found = build(document(text))
    assert [(part.kind, text[part.start : part.end].split("\n")[0]) for part in found.parts] == [
        ("title", "框架协议"),
        ("parties", "甲方：张三"),
        ("preamble", "目　录"),
    ]
    assert len(found.articles) == 2


PARTS = {
    "zh_lease_chapters": [
        ("title", "房屋租赁合同"),
        ("preamble", "合同编号：2024-001"),
        ("parties", "甲方（出租人）：北京安居有限公司\n法定代表人：张三\n乙方（承租人）：李四"),
        ("preamble", "鉴于双方经友好协商，根据《中华人民共和国民法典》第七百零三条的规定，订立本合同："),
        ("signature", "（以下无正文）\n甲方（盖章）：        乙方（签字）：\n日期：    年  月  日"),
        ("annex", "附件一：房屋设施清单\n空调一台\n床一张"),
        ("annex", "附件二：补充协议\n第一条 押金\n押金为一个月租金。\n第二条 生效\n签字生效。\n甲方（盖章）："),
        ("signature", "甲方（盖章）："),
    ],
    "ja_titles_in_line": [
        ("title", "秘密保持契約書"),
        (
            "signature",
            "本契約締結の証として、本書2通を作成し、甲乙記名押印の上、各1通を保有する。\n令和6年　　月　　日\n甲：\n乙：",
        ),
    ],
    "ko_supplement": [
        ("title", "개인정보 처리위탁 계약서"),
        ("annex", "부  칙\n제1조(시행일) 이 계약은 서명한 날부터 시행한다.\n제2조(경과조치) 종전의 예에 따른다."),
    ],
    "zh_two_contracts": [
        ("title", "房屋买卖合同"),
        ("signature", "甲方（签字）：\n乙方（签字）："),
        ("title", "保密协议"),
        ("parties", "甲方：张三\n乙方：李四"),
        ("signature", "甲方（签字）："),
    ],
    "zh_construction_three_parts": [("title", "建设工程施工合同"), ("parties", "发包人：甲公司\n承包人：乙公司")],
}


@pytest.mark.parametrize("name", PARTS)
def test_parts(name: str) -> None:
    text, _ = plant(CASES[name])
    assert [(part.kind, text[part.start : part.end]) for part in build(document(text)).parts] == PARTS[name]


def test_a_form_may_be_signed_above_its_terms() -> None:
    text = "委託契約書\n甲と乙は契約を締結する。\n本契約の証として、本書2通を作成する。\n令和6年〇月〇日\n甲　青葉市長\n乙　株式会社青空\n第1条 目的\n無。\n第2条 期間\n無。"
    found = [(part.kind, text[part.start : part.end].split("\n")[0]) for part in build(document(text)).parts]
    assert found == [
        ("title", "委託契約書"),
        ("preamble", "甲と乙は契約を締結する。"),
        ("signature", "本契約の証として、本書2通を作成する。"),
    ]


def test_a_table_at_the_head_is_a_table() -> None:
    text = "采购合同\n名称\t数量\t单价\n服务器\t2\t1000\n第一条 标的\n见上表。\n第二条 价款\n二千元。"
    assert [part.kind for part in build(document(text, "table_row")).parts][1:] == ["table"]


def test_a_heading_of_the_file_as_high_as_the_articles_is_a_unit() -> None:
    from pipeline.document.builder import DocumentBuilder

    builder = DocumentBuilder("headings.docx", "0" * 64, "docx")
    for line, level in [
        ("第一条 标的", 1),
        ("货物。", None),
        ("第二条 价款", 1),
        ("一万元。", None),
        ("双方承诺", 1),
        ("守信。", None),
    ]:
        builder.open_block()
        builder.add(line)
        builder.close_block("heading" if level else "paragraph", level)
    titles = [(article.section.kind, article.section.title) for article in build(builder.finish()).articles]
    assert titles == [("article", "标的"), ("article", "价款"), ("heading", "双方承诺")]


def test_a_megabyte_takes_about_a_second() -> None:
    sentence = "甲方应当于本合同签订之日起十日内向乙方支付合同价款，逾期的按日万分之五支付违约金。\n"
    found = document("".join(f"第{number}条 标题\n{sentence * 50}" for number in range(1, 450)))
    began = time.process_time()
    assert len(build(found).articles) == 449
    assert time.process_time() - began < 3.0


HOSTILE = {
    "labels": "第一条",
    "annexes": "附件一\n",
    "annexed articles": "附件一 x\n第一条 y\n",
    "brackets": "（",
    "bare numbers": "1\n",
    "spaces": " ",
    "tabs": "合\t\t\t\t\t\t\t\t" * 8,
    "lists of contents": "目录\n",
    "endings": "以上\n",
    "restarts": "1. a\n2. b\n",
    "depth": "1. a\n(1) b\n① c\n",
    "signatures": "甲方：\n",
    "chapters": "第一章 总则\n",
    "leaders": "第一条.....",
    "quotes": "“甲”指",
    "broken number": "第1 ",
    "party": "甲方：甲 ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    seconds = []
    for size in (15_000, 60_000):
        found = document((HOSTILE[name] * size)[:size])
        began = time.process_time()
        build(found)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 10 * seconds[0] + 0.3


@pytest.mark.parametrize("mark", ["｜", " · ", " | ", " / ", "—", "・", "：", "　"])
def test_what_parts_a_label_from_its_title_is_no_part_of_either(mark: str) -> None:
    sections = build(document(f"服务合同\n第一条{mark}标的\n货物一批。\n第二条{mark}价款\n一万元。")).sections
    assert [(section.label, section.title) for section in sections] == [("第一条", "标的"), ("第二条", "价款")]


def test_an_annex_whose_heading_is_said_in_two_languages_is_no_list() -> None:
    text = (
        "契約書\n第1条 目的\n別紙Aの製品。\nArticle 1 Purpose\nProducts of Exhibit A.\n第2条 期間\n1年。\nArticle 2 Term\nOne year.\n"
        "以上\n売主：甲社\n買主：乙社\n別紙A 本製品\nExhibit A Products\nポンプ Pump"
    )
    annexes = [section for section in build(document(text)).sections if section.kind == "annex"]
    assert [text[each.start :].split("\n")[0] for each in annexes] == ["別紙A 本製品", "Exhibit A Products"]


@pytest.mark.parametrize("label", ["제3조 ~ 제4조 (삭제)", "제3조 및 제4조 (삭제)"])
def test_a_heading_of_several_articles_is_one(label: str) -> None:
    text = f"계약서\n제1조(목적) 매매한다.\n제2조(대금) 지급한다.\n{label}\n제5조(기타) 협의한다."
    starts = [text[each.start :].split("\n")[0] for each in build(document(text)).sections if each.kind == "article"]
    assert starts[2:] == [label, "제5조(기타) 협의한다."]


def test_each_part_counts_in_a_way_of_its_own() -> None:
    text = (
        "라이선스 계약서\n제 1 부 - 일반 조건\n1. 사용권\n사용권을 부여한다.\n2. 보증\n보증하지 아니한다.\n3. 대금\n대금을 지급한다.\n"
        "제 2 부 - 국가별 조건\n1. 미주\n제 2 조. 보증\n다음으로 대체한다.\n제 3 조. 대금\n다음을 추가한다.\n"
        "2. 유럽\n제 2 조. 보증\n다음을 추가한다.\n제 3 조. 대금\n다음으로 대체한다."
    )
    first, second = build(document(text)).sections
    assert [(each.kind, each.label) for each in (first, second)] == [("part", "제 1 부"), ("part", "제 2 부")]
    assert [each.label for each in first.children] == ["1.", "2.", "3."]
    assert [[each.label for each in region.children] for region in second.children] == [["제 2 조", "제 3 조"]] * 2


@pytest.mark.parametrize("copies", ["2부를 작성한다.", "2부 작성", "제2부속서에 따른다."])
def test_copies_are_no_part(copies: str) -> None:
    text = f"매매계약서\n제1조(목적) 매매한다.\n제2조(작성) 계약서\n{copies}\n제3조(기타) 협의한다."
    assert {each.kind for each in build(document(text)).sections} == {"article"}


def test_the_rows_of_a_form_above_the_articles_are_none() -> None:
    from pipeline.document.builder import DocumentBuilder

    builder = DocumentBuilder("works.docx", "0" * 64, "docx")
    rows = [
        "1. 공사명\t물류센터 신축공사",
        "2. 공사장소\t이천시",
        "3. 계약금액\t일금 일억원정",
        "4. 지체상금률\t1,000분의 1",
    ]
    below = ["공사도급계약 일반조건", "제1조(총칙) 이행한다.", "제2조(정의) 정의한다.", "제3조(기타) 협의한다."]
    for line in ["공사도급계약서", *rows, *below]:
        builder.open_block()
        builder.add(line)
        builder.close_block("table_row" if "\t" in line else "paragraph")
    outline = build(builder.finish())
    assert [each.label for each in outline.walk() if each.kind == "article"] == ["제1조", "제2조", "제3조"]
