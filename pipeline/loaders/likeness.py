"""How much a decoded text reads like Chinese, Japanese or Korean: what tells the right table from the wrong ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

# The commonest characters of contracts and of writing at large. Decoded by the wrong table, a text holds few of them;
# by the right one, half of it or more.
_PUNCTUATION = "，。、；：（）「」『』《》“”‘’【】〔〕・…—－　％￥"
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30FD))))
_CHINESE = frozenset(
    _PUNCTUATION
    + "的一是不在有人为以其他之或及与和应当将由可本合同甲乙双方条款项章第二三四五六七八九十百元万年月日时间内前后天付支"
    "货产品质量价格金额费用税票收交提供服务使权利义责任违约损失赔偿解除终止生效签订协议保密信息技术知识所租赁出承担证"
    "履行通书面地址法律规定争决院仲裁管辖公司代表字盖名称电话未经意向对于按照如果但何部分要求得自起至因此等中国上下该"
    "进作工程完成标准件為與應當將雙條項萬時間後貨產質價額稅費務權義責違約損償終簽訂協議書證規爭決轄蓋稱電話經對於關無"
    "了我这个们来大到说就会也能而子着过发里道然家种事多么去学都现没动看还好小些主样理心开只从想实者无力它长把机民已情"
    "明性全又关点正业外两高问最重并物手头文体政美相见被什新己制身加西斯回特化老给世位次度门常先海教原东声立比员水真论"
    "处走各入几口认平系气题活更别打女变总数安少报才结反受目太再感建做接必场计期市直德资命山指克许统区队形社便空治展马"
    "科基非则白界达光放强即像难且思设式色路记南住告类据北边取拉望领共确传师观清今切让候带导运"
)
_JAPANESE = frozenset(
    _PUNCTUATION
    + _KANA
    + "甲乙丙条項号第者本契約書日月年以下上定規場合当事業務委託受売買主借賃貸料金額円支払期間内後前解除通知義責任損害賠"
    "償目的物品引渡検査保証秘密情報権利使用及又相手方法令裁判所管轄協議記名押印株式会社代表取締役一二三四五六七八九十"
    "国人大中長出同時政自行見分民生連発対部東地市今回新員入選立開米力学問高明実関決子動京全戦経外最言氏現理調体化田題"
    "首意不来作性要制治度強気小成公持野都和統機平総加山思家話世区領多県続進正安設改数院女初北午指心界産結百点教済府活"
    "原先共得交資予川向際面告文反元重近千考認画海参組案道信策集在件団別側求次水半論計官増係感特投示変基私各始島直両朝"
    "価確村提運終挙果西減台広容必応電歳住争談能無再位置企真流格有疑口過局少放税町常校状工建語営空職土与急止送援供可構"
    "木割聞身費付施切由説転食比難防補車優夫収断何南石足違消境番術護展態導備宅配副算視独究育席輸起万着乗店述残想線率質"
    "念待試象銀域助労例然早張限親監環験追審商伝働形落担退準訴造英被技低毎医復仕去負失移差個門写評課末守極種含福量望非"
    "観察整段横型深字答製票況申様財港識注達"
)
_KOREAN = frozenset(
    _PUNCTUATION
    + "이다의을를은는가에하고로서한및기자지사인수계약조제항갑병정대여부터까일월년금원액급비용시간내후전해통보무책임손배"
    "상목적물품도검증밀권리또과와그것할있없경우본관련따라당법령재판소합주식회표명날성체결업위탁매차료역공호신실행반으"
    "며아니된되어만각중양방문면동요청"
    "들나때말모두바변분산생선설세속심안연영예오외운유입작저점직진참채처천초총최추출측치친침타토투특파평포향현형화환활"
)
_LATIN = frozenset("‘’“”–—…•·§©®™€£°×éèêëàâçñöüäß\xa0")

_COMMON = {"zh": _CHINESE, "ja": _JAPANESE, "ko": _KOREAN | frozenset("甲乙丙丁第條項號"), "latin": _LATIN}
# Rows of the national tables in the order of the standards: signs, and the characters that every pupil knows.
_EVERYDAY_ROWS = {
    "zh": (("gb2312", 0xA1, 0xA3), ("gb2312", 0xB0, 0xD7), ("big5", 0xA1, 0xA2), ("big5", 0xA4, 0xC6)),
    "ja": (("euc_jp", 0xA1, 0xA5), ("euc_jp", 0xB0, 0xCF)),
    "ko": (("euc_kr", 0xA1, 0xA5), ("euc_kr", 0xB0, 0xC8)),
    "latin": (),
}
_COMMON_WEIGHT, _RARE_WEIGHT, _IMPOSSIBLE_WEIGHT = 2, -3, -6
_WHITE = frozenset("\t\n\v\f\r\x1a")

LANGUAGES = ("zh", "ja", "ko")


def likeness(text: str, languages: Iterable[str], ascii_counts: bool = False) -> float:
    """From -6 to 2 per character beyond ASCII; about 1 for a text of that language, below 0 for a wrong table.

    `ascii_counts` for encodings in which ASCII is evidence too: letters and digits are as good as common characters.
    """
    counts = Counter(text)
    if not ascii_counts:
        counts = Counter({character: count for character, count in counts.items() if character > "\x7f"})
    total = counts.total()
    return max((_sum(counts, language) for language in languages), default=0) / total if total else 0.0


def _sum(counts: Counter[str], language: str) -> int:
    return sum(count * _weight(character, language) for character, count in counts.items())


def _weight(character: str, language: str) -> int:
    if character in _COMMON[language] or " " <= character <= "~" or character in _WHITE:
        return _COMMON_WEIGHT
    if _is_impossible(character):
        return _IMPOSSIBLE_WEIGHT
    return 0 if character in _everyday(language) else _RARE_WEIGHT


def _is_impossible(character: str) -> bool:
    """What no contract holds: control characters, the private areas, half-width katakana, unassigned planes."""
    code = ord(character)
    is_control = code < 0x20 or 0x7F <= code <= 0x9F
    return (
        is_control or 0xD800 <= code <= 0xF8FF or 0xFF61 <= code <= 0xFF9F or code in (0xFFFD, 0xFFFE) or code > 0x2FFFF
    )


@cache
def _everyday(language: str) -> frozenset[str]:
    cells = (
        bytes((lead, trail)).decode(codec, "ignore")
        for codec, first, last in _EVERYDAY_ROWS[language]
        for lead in range(first, last + 1)
        for trail in range(0x40, 0xFF)
    )
    return frozenset(cell for cell in cells if len(cell) == 1)
