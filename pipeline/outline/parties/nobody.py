"""What stands where a name would and names nobody: blanks, slots of a form, roles without their holder, other words."""

from __future__ import annotations

from typing import Final

from pipeline.outline.parties.officer import SEAL, representative_in
from pipeline.outline.parties.organisation import FORM, is_organisation
from pipeline.outline.parties.person import is_person
from pipeline.outline.parties.word import PARTY_WORD, ROLE_LABEL, USER
from pipeline.outline.words import form, words
from pipeline.text.regex import regex

_MARK = r"[_＿●△▲▽▼□■◯○〇◎×Ｘ＊ㅇ*◇◆☆★ＯXxO]"
# ○○建設, 株式会社〇〇, ******有限公司, OO시; 홍○○ and 张** are people whose names are half hidden.
_HOLLOW = regex(rf"(?:{FORM}[ \u3000]?)?(?P<mark>{_MARK})[ \u3000]?(?P=mark)+(?![A-Za-z])")
_HALF = regex(rf"[\u4e00-\u9fff가-힣]{{1,2}}{_MARK}{{1,3}}")
# ${buyer.name}, {{company}}, <%=name%>: what a program writes there.
TEMPLATE: Final = r"(?:\$?\{{1,2}[^{}\n]{1,60}\}{1,2}|<%[^%\n]{1,60}%>)"
_ONLY_MARKS = regex(rf"(?>(?:[_＿【】\[\]［］〔〕\s●△▲□■◯○〇×xXＯOㅇ…．.—\-　（）()]|{TEMPLATE})*)")
# 指定管理者●●●●
_ROLE_AND_MARKS = regex(
    rf"{ROLE_LABEL}[ \u3000]?{_MARK}{{2,}}|(?:공업|상사|산업)?{FORM}|[\u4e00-\u9fff]{{0,6}}(?:機関|施設|店舗|学校|事業者|業者|企業|病院|会社|団体)名|.*[_＿]{{2,}}.*|.*{TEMPLATE}"
)
# ［委託者名］, [受託者名], 【乙方名称】, (회사명): what is to be written there, not what is.
_SLOT = regex(
    r"[［\[〔【（(](?:请|請)?(?:填[写寫入]|输入|輸入)[^］\]〕】）)\n]{0,30}[］\]〕】）)]|"
    rf"[［\[〔【<＜（(「『{{][^］\]〕】>＞）)」』}}\n]{{0,20}}{words('slot')}[］\]〕】>＞）)」』}}]|"
    # （用户姓名）为在乙方…借款的个体
    r"[（(【\[][^（）()【】\[\]\n]{0,12}(?:姓名|名[称稱])[）)】\]](?!.*公司).*"
)
_NOBODY = regex(f"{PARTY_WORD}[0-9一二三]?|{USER}|{words('nobody')}")
_AROUND = regex(rf"{PARTY_WORD}(?:を|인|[（(][甲乙丙丁갑을병정][）)])|{words('around')}")
TAKER: Final = words("taker")
"""The source of a pattern: whoever takes a part (회원, 利用者), nobody by name."""
_NAMELESS = (
    _ONLY_MARKS,
    form("next_label"),
    _AROUND,
    form("taker"),
    _SLOT,
    SEAL,
    _NOBODY,
    _ROLE_AND_MARKS,
    form("whoever"),
)


def is_blank(words: str) -> bool:
    """Whether nothing is written: the empty string and marks."""
    return _ONLY_MARKS.fullmatch(words) is not None


def may_name(words: str) -> bool:
    """Whether words may stand where a name is wanted: a person, an organisation, or nothing yet."""
    return not words or is_person(words) or is_organisation(words)


def is_nobody(name: str) -> bool:
    """Whether the words name nobody: a blank, a slot of a form, a role without its holder."""
    if not any(map(str.isalpha, name)):
        return True
    if all(len(word) == 1 for word in name.split()):
        name = "".join(name.split())
    whole = any(pattern.fullmatch(name) for pattern in _NAMELESS)
    return whole or _is_hollow(name) or bool(representative_in(name))


def _is_hollow(name: str) -> bool:
    """Whether marks stand for the name or a word of it: 行政書士 ○○ ○○; 홍○○ and 张** are people half named."""
    marks = _HOLLOW.search(name)
    return marks is not None and _HALF.fullmatch(name) is None
