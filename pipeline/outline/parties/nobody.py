"""What stands where a name would and names nobody: blanks, slots of a form, roles without their holder, other words."""

from __future__ import annotations

import re
from typing import Final

from pipeline.outline.parties.officer import SEAL, representative_in
from pipeline.outline.parties.organisation import FORM
from pipeline.outline.parties.word import PARTY_WORD, ROLE_LABEL, USER

_MARK = r"[_＿●△▲▽▼□■◯○〇◎×Ｘ＊ㅇ*◇◆☆★ＯXxO]"
# ○○建設, 株式会社〇〇, ******有限公司, OO시; 홍○○ and 张** are people whose names are half hidden.
_HOLLOW = re.compile(rf"(?:{FORM}[ \u3000]?)?(?P<mark>{_MARK})[ \u3000]?(?P=mark)+(?![A-Za-z])")
_HALF = re.compile(rf"[\u4e00-\u9fff가-힣]{{1,2}}{_MARK}{{1,3}}")
# ${buyer.name}, {{company}}, <%=name%>: what a program writes there.
TEMPLATE: Final = r"(?:\$?\{{1,2}[^{}\n]{1,60}\}{1,2}|<%[^%\n]{1,60}%>)"
_ONLY_MARKS = re.compile(rf"(?>(?:[_＿【】\[\]［］〔〕\s●△▲□■◯○〇×xXＯOㅇ…．.—\-　（）()]|{TEMPLATE})*)")
# 指定管理者●●●●
_ROLE_AND_MARKS = re.compile(
    rf"{ROLE_LABEL}[ \u3000]?{_MARK}{{2,}}|(?:공업|상사|산업)?{FORM}|[\u4e00-\u9fff]{{0,6}}(?:機関|施設|店舗|学校|事業者|業者|企業|病院|会社|団体)名|.*[_＿]{{2,}}.*|.*{TEMPLATE}"
)
# ［委託者名］, [受託者名], 【乙方名称】, (회사명): what is to be written there, not what is.
_SLOT = re.compile(
    r"[［\[〔【（(](?:请|請)?(?:填[写寫入]|输入|輸入)[^］\]〕】）)\n]{0,30}[］\]〕】）)]|"
    r"[［\[〔【<＜（(「『{][^］\]〕】>＞）)」』}\n]{0,20}(?:名|名[称稱]|姓名|氏名|商号|者|[个個]人|[单單]位|성명|상호|명칭|명|이름|입력|記入|填写|Name|name|NAME)[］\]〕】>＞）)」』}]|"
    # （用户姓名）为在乙方…借款的个体
    r"[（(【\[][^（）()【】\[\]\n]{0,12}(?:姓名|名[称稱])[）)】\]](?!.*公司).*"
)
_NOBODY = re.compile(
    rf"{PARTY_WORD}|お客様?|.{{1,30}}を(?:記載|記入|入力)|회사|당사|기업|업체|고객|본인|会社|當社|当社|公司|本公司|本人|[个個]人|单位|單位|法人|[人方]|[\u4e00-\u9fffァ-ヶー／/]{{0,12}}(?<!当事)者|[甲乙]双方|双方|以下|[（(][^（）()\n]{{1,40}}[）)]|[0-9０-９][0-9０-９,，.년월일年月日원円元 ]*|"
    r"実?印|㊞|인|서명|날인|[签簽盖蓋][字章名]|公章|様|殿|.{0,10}您[）)]?|"
    rf"{USER}|"
    r"(?:股份)?有限(?:[责責]任)?公司|[（(](?:以下|下)?[简簡]?[称稱][^（）()\n]{1,20}[）)]|.{0,40}(?:[债債][权權务務]|[义義][务務]|[权權]利)人"
)
# Whoever takes the part: 계약 신청자, 회원, 시공사, 員工, ユーザー名; 김영자 is somebody.
TAKER: Final = (
    r"(?:(?:[가-힣]+ )?(?:(?:신청|이용|작업|출연|제공|참가|참여|수강|등록|가입|계약|임차|매도|매수|위탁|수탁|발주|구독|후원|납품|운영|관리|수행|개발|시공|설계|감리|운송|보관|촬영|집필|번역|창작|저작|사업|소비|임대|투자|응모|당첨)자|"
    r"(?:운용|시공|개발|운영|위탁|수탁|대행|출판|제작|공급|판매|협력|용역|여행|주관|가맹|투자|시행|보험)사|회원|(?:이용 )?고객님?|거래처|학생|학부모|직원|입주자|크리에이터|인플루언서|쇼호스트|파트너|[가-힣]{2,4}업체|"
    r"클라이언트|프리랜서|아티스트|강사|작가|모델|배우|가수)|"
    r"(?:[\u4e00-\u9fff]{0,8}(?:[用客][户戶]|会员|會員)|[\u4e00-\u9fff]{2,10}(?:[运運][营營]|[经經][营營]|服[务務]|生[产產]|[销銷]售)(?:[企][业業]|[单單]位|[機机][构構]|方|商)|"
    r"[\u4e00-\u9fff]{2,4}[师師]|[\u4e00-\u9fff]{2,6}制作人|[员員]工)|学[员員生]|[學学]生|家[长長]|[业業]主|[\u4e00-\u9fff]{0,6}商[家户戶]|主播|作者|[译譯]者|(?:ユーザー|会員|利用者|申込者|借受人|署名者)名?|お客(?:様|さま)|コーチ|クライアント|アーティスト|スタッフ|受講生|E-?mail|Email)"
)
"""The source of a pattern: whoever takes a part (회원, 利用者), nobody by name."""
_TAKERS = re.compile(TAKER)
# 業務委託契約書, 本合同由, 본 계약은, 発注者を, / 사업자등록번호: what stands around a gap for the name.
_AROUND = re.compile(
    rf"(?:\S{{1,20}} ){{0,4}}\S{{0,20}}(?:契約書|協定書|覚書|合意書|規約|約款|合同[书書]?|协议[书書]?|協議書|계약서|약정서|협약서|약관)|[」』】”’].*|(?:本|본 )(?:合同|协议|協議|契約|契约|계약)(?:由|係由|系由|은|는|は)?|"
    rf"{PARTY_WORD}(?:を|인)|/.*|.*[（(：:]|[“\"'‘][갑을병정甲乙丙丁][”\"'’].{{0,6}}|収入印紙|(?!.*(?:会社|法人|事務所|組合|協会|病院|銀行))[のをがはにで].+|(?:은|는|이|가|을|를|의)(?:[(（].*)?|待(?:[填补補]|定).*|.*[\[［【][^\]］】]{{1,20}}(?:이름|명|名)[\]］】]|{PARTY_WORD}[（(][甲乙丙丁갑을병정][）)]|둔|[■□☑☐✓].*|未成年人?|[-0-9() .–—]+|[A-Za-z]{{0,8}}[0-9]{{6,}}|(?=.{{5}}).*某某.*|某某.*|.*名[称稱]|(?:[详詳]?[见見]|如).{{0,4}}(?:附|下|表|背面).{{0,6}}|"
    r"\S{0,6}(?:供給|購入|請負|賃借|賃貸|注文|買受|受託|委託|運送|管理)人"
)
# 住　所, 성 명: the next label of a form whose field is empty; 와, と: what joins the next party.
_LABEL = re.compile(
    r"(?:住[ \u3000]*[所址]|所[ \u3000]*在[ \u3000]*地|地[ \u3000]*址|職?[ \u3000]*氏[ \u3000]*名(?:[・/／][^ \u3000：:]{1,6})?|商[ \u3000]*号|名[ \u3000]*[称稱]|姓[ \u3000]*名|代表者?(?:氏名)?|"
    r"주[ \u3000]*소|성[ \u3000]*명|상[ \u3000]*호|대[ \u3000]*표[ \u3000]*자?|전[ \u3000]*화|연락처|[電电][話话]|法定代表人|和|与|與|及|と|及び|와|과|은|는|및)[ \u3000]*[：:]?"
)
# 운송 서비스를 제공하고자 하는 운수종사자, 그 소지자, 계약을 맺은 자, 通过平台发布信息的商户: whoever it is.
_WHOEVER = re.compile(
    r".*(?:[을를]|에[서게]?) .*(?:하는|되는|한|된|할) (?:[가-힣]+ ){0,2}[가-힣]+[자인]|.*(?:의 (?:정보|성명|이름|명칭|인적사항)|는 사람|에 (?:따른|의한) [가-힣]+[자인])|(?:.* )?(?:그 [가-힣]{0,4}|[가-힣]+[는은한된할] )자|"
    r"[^\n]*的[^的\s]{0,8}(?:主[体體]|[人者方]|商[户戶家]|[用客][户戶]|会员|會員|企[业業]|[机機][构構]|[单單]位)"
)


def is_blank(words: str) -> bool:
    """Whether nothing is written: the empty string and marks."""
    return _ONLY_MARKS.fullmatch(words) is not None


def is_nobody(name: str) -> bool:
    """Whether the words name nobody: a blank, a slot of a form, a role without its holder."""
    if not any(map(str.isalpha, name)):
        return True
    if all(len(word) == 1 for word in name.split()):
        name = "".join(name.split())
    whole = any(
        words.fullmatch(name)
        for words in (_ONLY_MARKS, _LABEL, _AROUND, _TAKERS, _SLOT, SEAL, _NOBODY, _ROLE_AND_MARKS, _WHOEVER)
    )
    return whole or _is_hollow(name) or bool(representative_in(name))


def _is_hollow(name: str) -> bool:
    """Whether marks stand for the name or a word of it: 行政書士 ○○ ○○; 홍○○ and 张** are people half named."""
    marks = _HOLLOW.search(name)
    return marks is not None and _HALF.fullmatch(name) is None
