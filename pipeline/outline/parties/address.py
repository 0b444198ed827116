"""Where a party sits, as it stands without a label: 東京都港区芝1-1-1, 서울특별시 서초구 서초대로 1, 北京市朝阳区建国路1号."""

from __future__ import annotations

from pipeline.text.regex import regex

_POSTCODE = r"(?:〒?[ ]?[0-9０-９]{3}[-－ー][0-9０-９]{4}[ \u3000]*|\(?[0-9]{5}\)?[ ])?"
_NUMBER = r"[0-9０-９一二三四五六七八九十百〇○△]"
_ADDRESS = regex(
    rf"{_POSTCODE}(?:"
    # A place in Japan or China, and somewhere behind it a number.
    rf"[\u4e00-\u9fff]{{1,6}}[都道府県省市区區縣县郡州][^\s，,。；;：:（）()「」“”]{{1,50}}?(?:(?<!第){_NUMBER}|番地)"
    r"|(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청?[남북]|충청|전라?[남북]|전라|전북|경상?[남북]|경상|제주)(?:특별자치시|특별자치도|특별시|광역시|[남북]?도|시)?"
    r"[ ][가-힣]{1,6}(?:시|군|구|읍|면|동|로|길)(?![가-힣])"
    r")[^，,。；;：:\n\t]{0,60}"
)
# What such words are where they name somebody who only begins with a place: 北京市朝阳区人民法院, 東京都港区立1丁目小学校.
_HOLDER = regex(
    r"公司|会社|會社|회사|法人|법인|㈜|[（(][주株][）)]|(?:法院|政府|委员会|委員会|[局院厅廳处處署社部館馆]|役所|学校|大学|銀行|银行|조합|구청|시청)$"
)


def is_address(words: str) -> bool:
    """Whether the words are an address and nothing else."""
    return _ADDRESS.fullmatch(words) is not None and _HOLDER.search(words) is None
