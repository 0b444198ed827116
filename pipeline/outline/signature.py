"""Where a contract is signed: the closing formula and the lines to sign on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.outline.lines import SENTENCE_END, Line, Lines
from pipeline.outline.parties.word import PARTY_WORD

_CLOSING = re.compile(
    r"[（(【\[]?\s*(?:以下|本页|本頁|此页|此頁|下文)(?:以下)?[无無]正文|[（(【\[]?\s*(?:签署|簽署|签字|签章|簽章|签名|署名|記名押印|調印)(?:盖章)?[页頁處处栏欄]|"
    r"[【\[]?\s*(?:서명\s?(?:란|날인)?|기명\s?날인|계약\s?체결\s?확인|訂約人)\s*[】\]]?$|"
    r"(?:(?:署名|記名|押印|捺印|調印|[签簽][字署名章]|[盖蓋]章)[・、/／与和及或]?){1,4}[欄栏页頁]?$|"
    r"[（(]?本[页頁](?:为|為|系|係)|.{0,20}(?:为|作为)?签[署字][页]|"
    r"(?:以上|上記|この|本)[、,]?(?:の(?:通り|とおり)|契約|合意|覚書|約定)?.{0,30}(?:[証證]するため|成立を[証證]|[証證]として|[証證]とし)|"
    r"(?:以上|上記)(?:の(?:通り|とおり))?.{0,20}(?:締結|合意|成立)(?:する|し)|"
    r"(?:위|이상|상기|본|이)\s?.{0,30}(?:증명하기|증하기|증명코자|입증하기|증하여|증명하고자|확약하기|명확히 하기|확실히 하기)|(?:위와|이와|상기와|이상과|(?:위|상기)\s?내용과)\s?같이.{0,30}(?:체결|계약|약정|작성|합의)|"
    r"(?:兹|茲)(?:证明|證明)|[立簽签訂订](?:合|契)?[约約]?(?:契約|合約|契约)?書?人\s*(?:[：:]|$)|"
    r"this\s(?:agreement|deed|contract)\shas\sbeen\s(?:entered\sinto|executed|signed)|"
    r"(?:signed|executed)(?:\sas\sa\sdeed)?\s(?:by|for\sand\son\sbehalf)|"
    r"as\switness\s(?:the|our|my|their|whereof)\b|executed\sas\s(?:an?|of)\b|agreed\sand\saccepted(?:\s(?:by|on|as)\b|[\s:.]*$)|acknowledged\sand\sagreed|by\ssigning\sbelow|"
    r"the\sparties\shave\s(?:signed|executed|caused)|"
    r"in\switness\s(?:whereof|thereof)|signature\spage|.{0,30}signature\spage\sfollows|\[?signature",
    re.IGNORECASE,
)
# What says no more than that a text is over; a list within an article may end so too.
_OVER = re.compile(
    r"(?:[-—－]\s?)?(?:以\s?上|이\s?상|끝)\s?(?:[-—－]|[。.])?\s*$|[（(]?(?:以下[空余]白|余白|正文[完结結]束?)[）)]?$|"
    r"©|copyright\s(?:©|\(c\)|[0-9])|"
    r"(?:(?:最終(?:更新|改定|改訂)|制定|施行|改定|改訂)日|(?:시행|개정|최종\s?(?:수정|개정|업데이트))일)\s*[：:][^。다]{0,40}$|"
    r"最[后後](?:更新|修订|修訂)[^。]{0,40}$",
    re.IGNORECASE,
)
_SIGNING = re.compile(
    r"盖章|蓋章|签字|簽字|签章|簽章|签名|簽名|签署|簽署|公章|印章|(?:^|\s)[印㊞]|[（(][印章]\s*[）)]|㊞|法定代表|授权代表|委托代理人|经办人|負責人|負责人|"
    r"代表取締役|代表者|代表理事|氏\s*名|商\s*号|記名|押印|"
    r"[（(]\s*(?:인|서명|날인|직인|서명 ?또는 ?날인|명판)\s*[）)]|서\s?명|대표이사|대\s{0,3}표\s{0,3}자|주\s{0,8}소|상\s{0,8}호|성\s{0,8}명|주민등록번호|사업자(?:등록)?번호|생년월일|"
    r"\bby:|(?<!account )\bname:|\btitle:|\bdate:|\bsignature|^\W*_{4,}|"
    r"^\s*(?:甲|乙|丙|丁|갑|을|병)(?:方)?(?:代表人?)?\s*(?:[：:（(]|\s{1,}|$)|"
    r"^\s*[“\"「\[【<〈（(]?(?:갑|을|병|甲|乙)[”\"」\]】>〉）)：:]|"
    r"(?:갑|甲方?)[)）”\"」]?[ ]{0,4}\t[^\t\n]{0,8}(?:을|乙方?)[)）”\"」]?\s*$|"
    rf"^\s*(?:[甲乙丙丁]方)?{PARTY_WORD}\s*(?:[（(][甲乙丙丁갑을병]方?[）)]\s*)?(?:[：:\t]|$|(?<=[）)] ))|"
    r"(?:签订|签约|签署|合同)?(?:日期|時間|时间|地点|地點)\s*[：:]|"
    r"^\s*(?:作成|契約|締結|合意|署名){1,2}(?:年月)?日\s*(?:[：:]|\s(?:令和|20|年|[_＿]))|"
    r"^\s*(?:日\s?付|(?:계약\s?체결|계약|작성|체결)\s?일자?|날\s?짜|일\s?자)\s*(?:[：:]|$)|"
    r"^\s*(?:令和|平成|西暦|公元|(?:中\s?[华華]\s?)?民\s?[國国]|서기)?\s*[0-9０-９〇一二三四五六七八九十元○●◯_＿ 　X（(]{0,12}\s*(?:年|년)[^，。、,]{0,12}(?:月|월)[^，。、,]{0,10}(?:日|일)?[）)]?\s*$|^\s*\$?[{\[]{1,2}[^\n{}\[\]]{0,20}(?:date|日|일자)[}\]]{1,2}\s*$|"
    r"^\s*20[0-9]{2}\s?[-./]\s?[0-9]{1,2}\s?[-./]\s?[0-9]{1,2}\s*$|^\s*20[0-9_ ]{0,6}[.]\s*[0-9_ ]{0,4}[.]\s*[0-9_ ]{0,4}[.]?$",
    re.IGNORECASE | re.MULTILINE,
)
# Where somebody is to be found: beside a party or a seal, never alone.
_ADDRESS = re.compile(r"住\s*所|所\s*在\s*地|会社名")
# A field to fill in below a party, and of an article too: 账号：____.
_FIELD = re.compile(
    r"_{4,}|(?:电话|電話|地址|开户|账号|帳號|邮编|传真|统一社会信用代码|身[份分][证証證]|연락처|전화)[^，。]{0,20}[：:]"
)
_SENTENCE = re.compile(r"[。；;]\s*$|[다오음함][.]?\s*$|(?<![0-9])[.]\s*$|(?:生效|有效|[执執]一份)\s*$")
_ABBREVIATED = re.compile(r"\b(?:Ltd|Inc|Co|Corp|LLC|K[.]K)[.]\s*$")
# 10.1 本合同自双方签字盖章之日起生效, 2、投资规模:____: a numbered clause, whatever it holds and however it ends.
_CLAUSE = re.compile(
    r"\s*(?:\d{1,3}\s?[.．]\s?\d{1,3}(?![\d.．])\s*\D|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[、.．)）](?!\d)|"
    r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳])"
)
# 甲方：（公章）。 Some end every line with a full stop, those to sign on too.
_ONLY_SIGNING = re.compile(
    r"(?:[甲乙丙丁]方|公章|[盖蓋][章印]|[签簽][字章名署]|法定代表人|[授委][权權托託](?:代表|代理人)|代表人?|[经經][办辦]人|或|日期|[年月日xX×]|"
    r"[:：_＿（()）/、.。\s])+"
)
# …とする。上記契約の成立を証するため本書2通を作成し…: the formula in the line of the last sentence.
_GLUED = re.compile(
    r"(?<=[。.])[ \u3000]*(?=(?:(?:以上|上記|この|本)[^。\n]{0,40}(?:証するため|証として)[^。\n]{0,40}(?:作成|保有|所持)|"
    r"(?:위|이상|상기|본|이)\s?[^.\n]{0,30}(?:증명하기|증하기|증명코자|입증하기|증하여)[^.\n]{0,60}(?:보관|보유|작성)))"
)
# 계약서 2부를 작성하여 각 1부씩 보관한다, 上記のとおり契約したので…, 본인은 …에 동의합니다: a sentence above the signatures and
# behind another.
_CONCLUDED = re.compile(
    r"(?:(?!다[.] ).){0,160}(?:(?:각(?:각|자)?\s?)?[0-9０-９일한두세네]{1,2}\s?[부통]씩.{0,6}(?:보관|보유|소지|가진|갖)|(?:체결|서명|날인|작성|약정)(?=함|한다|합니다|하였))[^.]{1,8}[.]?|"
    r"(?:본|이|위|상기|이상|계약|양)\s[^.]{0,80}(?:동의|확인)(?:함|한다|합니다)[.]?|"
    r"(?:以上|上記|本契約|本規約)[^。]{0,60}署名(?:して|し|す)[^。]{0,12}。?|"
    r"[^。]{0,30}電子(?:契約|署名|文書|的?記録).{0,160}(?:締結|作成|保管|保存|原本)[^。]{0,40}。?|"
    r"[^。]{0,40}(?:を[証證]|の[証證]と)し?[^。]{0,120}。?|(?:以上|上記|右)の(?:とおり|通り)[^。]{0,120}。?|"
    r"(?:본인|저|우리)[은는] .{0,140}(?:동의|확인|서명|서약|확약|승낙|숙지)[^.]{0,20}[.]?|"
    r"(?:私|わたくし)(?:たち)?は、?[^。]{0,140}(?:同意|承諾|確認|誓約|宣言|理解)[^。]{0,20}。?|(?:本人|我方?|我们|我們)(?:已|[确確][认認]|同意|[声聲]明|自愿|自願)[^。]{0,140}。?|"
    r"(?![^。]*份)[^。]{0,60}(?:以昭信守|立此|特立|(?:签|簽)署本(?:合同|协议|契約|合約|協議)|自愿[签簽][署字订])[^。]{0,12}。?"
)
# Whatever it stands behind, this sentence concludes a contract, a bare 계약서 2부를 작성하여… may be an article.
_CONCLUDING = re.compile(r"(?:본|이|위|상기|이상)(?:.{0,40}\s)?\s?계약서\s?[0-9０-９두세네]|.{0,80}체결하고,?\s")
# 声明：本模板仅供参考。 What the maker of a form adds below the signatures.
_NOTE = re.compile(
    r"[（(【\[※*]?\s*(?:声明|聲明|免责|免責|注意?|附?注|[备備][注註]|説明|说明|說明|温馨提示|비고|유의|참고|※|Note|Disclaimer)\s*[：:）)】\]\d]|※"
)
_LONGEST_CHARS, _LONGEST_CONCLUSION_CHARS = 120, 200
_BEFORE_CLOSING = "*＊※ "


def is_closing(line: str) -> bool:
    """Whether the line is a formula that closes the text of a contract (以下无正文, 本契約の成立を証するため)."""
    return _closes(_CLOSING, line) or _closes(_OVER, line)


def _closes(formulas: re.Pattern[str], line: str) -> bool:
    return formulas.match(line[:_LONGEST_CHARS].lstrip(_BEFORE_CLOSING)) is not None


def is_signing(line: str) -> bool:
    """Whether the line is one to sign on: a party, a seal, an address, a date, and no sentence."""
    if (
        len(line) > _LONGEST_CHARS
        or not any(form.search(line) for form in (_SIGNING, _ADDRESS, _FIELD))
        or _CLAUSE.match(line)
    ):
        return False
    return not _is_sentence(line) or is_dated(line) or _ONLY_SIGNING.fullmatch(line) is not None


def _is_concluded(line: str) -> bool:
    return len(line) <= _LONGEST_CONCLUSION_CHARS and not _CLAUSE.match(line) and _CONCLUDED.fullmatch(line) is not None


def is_formula(line: str) -> bool:
    """Whether the line closes the contract, is signed, or is a note below the signatures: it is no term."""
    return is_closing(line) or is_signing(line) or _is_concluded(line) or _NOTE.match(line) is not None


def _is_sentence(line: str) -> bool:
    return _SENTENCE.search(line) is not None and not _ABBREVIATED.search(line)


def is_dated(line: str) -> bool:
    """Whether the line is a date and nothing else."""
    return len(line) <= 40 and re.fullmatch(r"[\W\d_]*20[\d_]{0,2}[\W\d_]*", line) is not None


def signature_start(lines: Lines, start: int, end: int) -> int | None:
    """Where the signature block begins behind the label that ends at `start`; None where there is none before `end`.

    A closing formula opens it, one that says no more than that a text is over if no sentence follows; without one it is
    the last run of lines that are no sentences, from its first line that names who signs, where or when.
    """
    heading = lines[lines.at(start)]
    body = lines.between(heading.end, end)
    if start >= heading.end:
        body = body[1:]
    opened = SENTENCE_END.search(lines.text, start, heading.end) is not None
    strings = [lines.text[line.start : line.end] for line in body]
    said = next(
        (
            index
            for index in reversed(range(len(body)))
            if _is_sentence(strings[index]) and not is_formula(strings[index])
        ),
        -1,
    )
    for index, line in enumerate(body):
        string = strings[index]
        concluded = _is_concluded(string) and (opened or index > 0 or _CONCLUDING.match(string) is not None)
        closed = _closes(_CLOSING, string) or (index > said and _closes(_OVER, string))
        if closed or (concluded and _is_signed_below(lines, body, index)):
            return line.opening
        if (glued := _GLUED.search(lines.text, line.start, line.end)) is not None:
            return glued.end()
    first, signed, dated = None, False, False
    for index, (line, string) in enumerate(zip(reversed(body), reversed(strings), strict=True), 1):
        if index == len(body) and ((dated and is_dated(string)) or (first is not None and not string.strip("_＿ "))):
            break  # the date or the blank that an article is about, above those to sign on
        dated = dated or is_dated(string)
        if is_signing(string):
            names = _SIGNING.search(string) is not None
            first = line.opening if names or _ADDRESS.search(string) else first
            signed = signed or names
        elif (len(string) > _LONGEST_CHARS or _is_sentence(string)) and (signed or not _NOTE.match(string)):
            break
    return first if signed else None


def _is_signed_below(lines: Lines, body: Sequence[Line], index: int) -> bool:
    """Whether the next line is one to sign on or closes the contract too, or the one behind the rest of a wrapped sentence."""
    wrapped = 1 if SENTENCE_END.search(lines.text, body[index].end - 1, body[index].end) else 2
    for line in body[index + 1 : index + 1 + wrapped]:
        below = lines.text[line.start : line.end]
        if is_signing(below) or is_closing(below) or _is_concluded(below):
            return True
    return False
