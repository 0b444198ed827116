"""Whether words are the name of a Chinese person, as it stands on a line of its own: 王丽, 歐陽明."""

from __future__ import annotations

from pipeline.text.regex import regex

_PERSON = regex(
    r"(?:欧阳|歐陽|司[马馬]|上官|[诸諸]葛|令狐|皇甫|慕容|尉[迟遲]|司徒|[长長][孙孫]|夏侯|"
    r"[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈"
    r"丁魏薛叶葉余潘杜戴夏钟鍾汪田任姜范石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易武乔喬贺賀赖賴龚龔洪"
    r"施陶严嚴温溫莫柯庄莊涂凌])[\u4e00-\u9fff]{1,2}"
)


def is_person(words: str) -> bool:
    """Whether the words are a surname that many have and what stands behind it."""
    return _PERSON.fullmatch(words) is not None
