"""The text as the patterns of this room read it: one width, one form of each common character, the same length.

Folding is for finding only. What a mention quotes is always the text itself.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from pipeline.text.regex import regex

# Traditional, Japanese and rare forms onto one form each, only for characters that the patterns name.
_VARIANTS: Final = (
    "萬万 億亿 圓圆 圎圆 個个 箇个 內内 過过 滿满 満满 幣币 臺台 號号 稅税 後后 週周 時时 間间 業业 營营 営营 "
    "曆历 暦历 額额 總总 総总 違违 罰罚 約约 歐欧 鎊镑 韓韩 國国 滯滞 遲迟 遅迟 對对 対对 價价 価价 處处 処处 "
    "訂订 簽签 蓋盖 雙双 稱称 簡简 開开 發发 発发 點点 條条 負负 責责 託托 賣卖 売卖 買买 從从 來来 長长 為为 貨货 "
    "驗验 験验 屆届 當当 収收 給给 結结 締缔 終终 與与 華华 銀银 両两 數数 鐘钟 錢钱 淨净 貸贷 請请 領领 據据 "
    "應应 還还 並并 併并 預预 認认 確确 誤误 帳账 費费 續续 続续 讓让 寫写 寬宽 達达 準准 歲岁 歳岁 齡龄 輛辆 "
    "別别 単单 單单 馬马 盧卢 紐纽 蘭兰 鉄铁 聯联 報报 権权 權权 產产 産产 證证 証证 際际 実实 實实 類类 "
    "頭头 顧顾 電电 話话 賃赁 勞劳 労劳 計计 損损 償偿 賠赔 質质 購购 餘余 殘残 運运 標标 檢检 進进 轉转 採采 員员 "
    "減减 學学 試试 調调 設设 銷销 規规 資资 級级 場场 會会 務务 動动 辦办 啟启 該该 財财 門门 銖铢 紙纸 亞亚"
)
_DASHES: Final = "‐‑‒–—―−﹣➖─━"
_SPACES: Final = "\u3000\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2000\u2001"
_FILLED_BRACKET: Final = regex(
    r"[【\[]([ _]{0,8}[0-9零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟][^【\[\]】\n]{0,30})[】\]]"
)


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    table |= dict.fromkeys(map(ord, _SPACES), " ") | dict.fromkeys(map(ord, _DASHES), "-")
    table |= {ord(pair[0]): pair[1] for pair in _VARIANTS.split()}
    table |= dict.fromkeys(map(ord, "〜∼∽〰"), "~") | dict.fromkeys(map(ord, "“”„«»＂"), '"')
    return table | {ord("￥"): "¥", ord("￦"): "₩", ord("﹩"): "$", ord("﹪"): "%", ord("▪"): "·", ord("＿"): "_"}


def folded(text: str) -> str:
    """One character for each character of the text. Brackets around a filled-in value (【5】日) become spaces."""
    plain = text.translate(_table())
    return _FILLED_BRACKET.sub(r" \1 ", plain)
