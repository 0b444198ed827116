"""Contracts out of a seed: articles of running text in four languages, no two seeds the same."""

from __future__ import annotations

import random
from dataclasses import dataclass

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko")
FIGURES = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What sentences are made of: when, who, what, and how it ends; `{n}` is a number."""

    title: str
    headings: tuple[str, ...]
    when: tuple[str, ...]
    who: tuple[str, ...]
    what: tuple[str, ...]
    end: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """`label` as printed, `heading` behind it, and the paragraphs below."""

    label: str
    heading: str
    paragraphs: tuple[str, ...]

    @property
    def first_line(self) -> str:
        return self.label + self.heading


@dataclass(frozen=True, slots=True)
class Contract:
    language: str
    title: str
    articles: tuple[Article, ...]

    @property
    def paragraphs(self) -> list[str]:
        """Everything a reader reads, a line of its own for each title."""
        lines = [self.title]
        for article in self.articles:
            lines += [article.first_line, *article.paragraphs]
        return lines


def write(language: str, dice: random.Random, articles: int = 12, sentences: int = 3) -> Contract:
    """A contract of so many articles, each of two paragraphs of about so many sentences."""
    phrases = PHRASES[language]
    made = tuple(
        Article(
            label(language, number),
            heading(language, dice.choice(phrases.headings)),
            tuple(
                " ".join(sentence(language, dice) for _ in range(dice.randint(1, sentences)))
                if language == "ko"
                else "".join(sentence(language, dice) for _ in range(dice.randint(1, sentences)))
                for _ in range(2)
            ),
        )
        for number in range(1, articles + 1)
    )
    return Contract(language, phrases.title, made)


def sentence(language: str, dice: random.Random) -> str:
    phrases = PHRASES[language]
    parts = [dice.choice(part) for part in (phrases.when, phrases.who, phrases.what, phrases.end)]
    return "".join(parts).replace("{n}", str(dice.randint(2, 980)))


def name(language: str, dice: random.Random) -> str:
    """A company's."""
    phrases = PHRASES[language]
    return "".join(dice.sample(phrases.names[:-1], 2)) + phrases.names[-1]


def label(language: str, number: int) -> str:
    if language == "ko":
        return f"제{number}조"
    return f"第{number}条" if language == "ja" else f"第{han(number)}{'條' if language == 'zh-Hant' else '条'}"


def heading(language: str, words: str) -> str:
    if language == "ko":
        return f"({words})"
    return f"（{words}）" if language == "ja" else f"　{words}"


def han(number: int) -> str:
    """Up to 9999 as it is said: 十二, 一百零五."""
    words = ""
    for unit, figure in zip("千百十 "[-len(str(number)) :], str(number), strict=True):
        if figure != "0":
            words += FIGURES[int(figure)] + unit.strip()
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words[1:] if words.startswith("一十") else words


PHRASES = {
    "zh-Hans": Phrases(
        "设备采购与技术服务合同",
        ("付款方式", "质量保证", "违约责任", "保密义务", "知识产权归属", "合同解除", "不可抗力", "争议解决", "验收标准"),
        (
            "自本合同签订之日起{n}日内，", "未经对方书面同意，", "验收合格后第{n}个工作日，", "合同总价增加百分之{n}的，",
            "依照《中华人民共和国民法典》第{n}条的规定，", "因政府行为致使货物无法交付的，", "收到书面通知后，", "",
        ),
        ("甲方", "乙方", "任何一方", "双方授权代表", "守约方", "买受人"),
        (
            "应当向对方支付人民币{n},000.00元的违约金", "不得将本合同项下的债权债务转让给第三人",
            "有权要求对方在{n}日内采取补救措施", "应当妥善保管图纸、源代码以及其他技术资料",
            "应当按照附件{n}所列的清单交付全部设备", "可以书面通知对方解除本合同", "应当承担运输、保险和安装调试的全部费用",
        ),
        ("。", "，并赔偿由此造成的全部损失。", "；逾期未提出书面异议的，视为认可。", "，但法律另有规定的除外。"),
        ("海岳", "磐石", "云杉", "青禾", "汇川", "长亭", "有限责任公司"),
    ),
    "zh-Hant": Phrases(
        "軟體開發暨維護契約書",
        ("付款條件", "驗收程序", "保固責任", "智慧財產權", "保密條款", "契約終止", "損害賠償", "管轄法院"),
        (
            "自本契約簽訂之次日起{n}日內，", "未經他方事前書面同意，", "驗收合格後{n}個營業日內，", "如有遲延履行之情事，",
            "除本契約另有約定外，", "因天災或其他不可歸責之事由，", "",
        ),
        ("甲方", "乙方", "任一方", "雙方", "受託人", "委託人"),
        (
            "應給付他方新臺幣{n},000元整之懲罰性違約金", "不得將本契約之權利義務讓與第三人",
            "得限期{n}日請求他方改善", "應依附件{n}之規格交付全部標的", "得以書面終止本契約之全部或一部",
            "應負擔運費、保險費及營業稅",
        ),
        ("。", "，並賠償他方因此所受之損害。", "；逾期未為異議者，視為同意。", "，但法律另有規定者，從其規定。"),
        ("臺峰", "嘉禾", "遠颺", "綠洲", "鼎新", "群策", "股份有限公司"),
    ),
    "ja": Phrases(
        "業務委託基本契約書",
        ("目的", "委託料の支払", "秘密保持", "再委託の制限", "損害賠償", "契約の解除", "反社会的勢力の排除", "合意管轄"),
        (
            "本契約締結の日から{n}日以内に、", "相手方の書面による事前の承諾なく、", "検収完了後{n}営業日以内に、",
            "天災地変その他の不可抗力により、", "前条の規定にかかわらず、", "別紙{n}に定めるところに従い、", "",
        ),
        ("甲は、", "乙は、", "当事者は、", "甲及び乙は、", "受託者は、"),
        (
            "相手方に対し金{n},000円の違約金を支払う", "本契約上の地位を第三者に譲渡してはならない",
            "善良な管理者の注意をもって本業務を遂行する", "成果物の著作権を相手方に移転する",
            "相当の期間を定めて履行の追完を請求することができる", "本契約の全部又は一部を解除することができる",
        ),
        ("。", "ものとする。", "。ただし、別段の合意があるときは、この限りでない。"),
        ("つばめ", "北斗", "みらい", "白樺", "東雲", "あけぼの", "株式会社"),
    ),
    "ko": Phrases(
        "물품공급 및 용역 계약서",
        ("계약의 목적", "대금의 지급", "비밀유지", "손해배상", "계약의 해지", "불가항력", "권리의 양도", "관할법원"),
        (
            "본 계약 체결일로부터 {n}일 이내에 ", "상대방의 사전 서면 동의 없이 ", "검수가 완료된 날부터 {n}영업일 안에 ",
            "천재지변 그 밖의 불가항력으로 인하여 ", "별지 제{n}호에서 정한 바에 따라 ", "",
        ),
        ("갑은 ", "을은 ", "당사자는 ", "공급자는 ", "수급인은 "),
        (
            "상대방에게 금 {n},000원의 위약금을 지급하여야 한다", "본 계약상의 권리를 제3자에게 양도할 수 없다",
            "선량한 관리자의 주의로 업무를 수행한다", "서면으로 본 계약의 전부를 해지할 수 있다",
            "운송비와 보험료를 모두 부담한다", "기한 내에 이의를 제기하지 아니하면 승인한 것으로 본다",
        ),
        (".", "(다만, 법령에 다른 규정이 있으면 그에 따른다)."),
        ("한결", "누리", "새봄", "다온", "가람", "미래", " 주식회사"),
    ),
}  # fmt: skip
