"""Radical characters to the ideographs they look like: what a PDF holds for what a reader sees.

Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database, blocks CJK Radicals Supplement and
Kangxi Radicals, where that file names an equivalent (it names none for U+2E80; U+2E9A is unassigned).
NFKC covers the Kangxi block alone and would leave 人⺠币 as it is.
"""

from __future__ import annotations

from pipeline.text.regex import regex

# In the order of the block from U+2E81 on; the space stands at U+2E9A.
_SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟"
    "罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣"
    "𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# In the order of the block from U+2F00 on.
_KANGXI = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工"
    "己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉"
    "瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行"
    "衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯"
    "鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)

RADICALS: dict[str, str] = {
    chr(code): ideograph
    for first, block in ((0x2E81, _SUPPLEMENT), (0x2F00, _KANGXI))
    for code, ideograph in enumerate(block, first)
    if ideograph != " "
}

# Unicode names 戶; the fonts of the mainland and of Japan share the radical's glyph with the form used there.
DOOR = "\u2f3e"
_DOORS = {"zh-Hans": "户", "ja": "戸"}

_TABLE = str.maketrans(RADICALS)
_ANY = regex("[\u2e81-\u2fd5]")


def fold_radicals(text: str, language: str = "") -> str:
    """The text with each radical character replaced by its ideograph: one code point for one, so offsets survive.

    `language` is a BCP 47 tag; it decides what a reader sees where fonts differ by region.
    """
    if not _ANY.search(text):  # nearly every line, and much quicker to tell
        return text
    if language in _DOORS:
        text = text.replace(DOOR, _DOORS[language])
    return text.translate(_TABLE)
