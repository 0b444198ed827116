"""Whether words are the name of an organisation, by what such names end with: 数据局, 街道办事处, 保健福祉事務所, 교육청."""

from __future__ import annotations

from typing import Final

from pipeline.text.regex import regex

INCORPORATED: Final = r"(?:Inc|INC|Ltd|LTD|LLC|LLP|L\.L\.C|Corp|CORP|Co|CO|PLC|Plc|GmbH|K\.K|S\.A|Limited|LIMITED|Corporation|CORPORATION)\b"
"""The source of a pattern: what the English name of a company ends with."""
COMPANY: Final = regex(
    rf"公司|会社|會社|법인|회사|㈜|㈱|[（(][주株][）)]|\b{INCORPORATED}|合伙|事务所|事務所|研究院|大学|학교|조합|財団|機構|組合|法人|企業体"
)
"""Finds what only the name of an organisation has."""

FORM: Final = (
    r"(?:株式会社|有限会社|合同会社|(?:一般|公益)(?:社団|財団)法人|学校法人|医療法人|社会福祉法人|주식회사|유한회사|(?:재단|사단|학교|의료)법인|㈜|㈱|"
    r"[（(](?:株|주)[）)])"
)
"""The source of a pattern: the legal form of a company, before its name or behind it."""
LIMITED: Final = rf",(?= ?{INCORPORATED})"
"""The source of a pattern: a comma inside the name of a company, ABC Trading Co., Ltd."""
_ENDS = regex(
    # the cities of Japan whose name is one character: 堺市, 津市
    r"[堺津呉柏蕨燕光萩関旭]市|"
    r"[^\s，,。；;：:、（）()]{2,}(?:"
    # Chinese
    r"厂|廠|店|商行|(?:工程|[务務]|[車车]|[器材貨货藥药洋])行|社|局|署|处|處|厅|廳|部|委|院|所|校|园|園|站|台|中心|[中小大]学|[中小大]學|集团|集團|银行|銀行|[支分总總]行|政府|委员会|委員會|[协協学學商工总總联聯合]会|"
    r"[協學商工總聯合]會|基金|合作社|工作室|村|乡|鎮|镇|区|縣|县|市|省|馆|館|堂|坊|超市|[商农農林渔漁市]场|[農林市]場|俱乐部|俱樂部|企业|企業|平台|"
    # Japanese
    r"都|道|府|県|町|省|庁|課|園|組合|連合会|連盟|機構|財団|協会|センター|グループ|ホールディングス|商店|工業|建設|設計|製作所|金庫|農協|病院|クリニック|学園|大使館|団体|"
    # Korean
    r"시|도|군|구|청|공사|공단|은행|센터|협회|병원|학교|대학교?|교육청|위원회|연구[원소]|진흥원|정부|중앙회|재단|법인|상사|산업|건설|물산|전자|시스템|컴퍼니|스튜디오"
    r")(?:[（(][^（）()\n]{2,10}[）)])?"
)
_LONGEST_CHARS = 40


def is_organisation(name: str) -> bool:
    """Whether the words, taken for a name, are that of an organisation."""
    return COMPANY.search(name) is not None or (len(name) <= _LONGEST_CHARS and _ENDS.fullmatch(name) is not None)
