"""Parties and terms as contracts define them."""

from __future__ import annotations

import time

import pytest

from pipeline.outline.tree import build
from tests.outline.planted import document

Found = tuple[str, str, str, str | None]

CASES: dict[str, tuple[str, list[Found]]] = {
    "a line with the role in brackets": (
        "租赁合同\n甲方（出租人）：北京安居有限公司\n第一条 甲\n无。",
        [("party", "甲方", "北京安居有限公司", "出租人")],
    ),
    "two parties on a line": (
        "合同\n甲方：北京甲有限公司    乙方：上海乙有限公司\n第一条 甲\n无。",
        [("party", "甲方", "北京甲有限公司", None), ("party", "乙方", "上海乙有限公司", None)],
    ),
    "a role with its short name": (
        "合同\n委托方（以下简称“甲方”）：中原公司\n受托方(乙方)：李四\n第一条 甲\n无。",
        [("party", "甲方", "中原公司", "委托方"), ("party", "乙方", "李四", "受托方")],
    ),
    "a blank is no name": (
        "合同\n出租方(以下简称甲方):______\n第一条 甲\n无。",
        [("party", "甲方", "", "出租方")],
    ),
    "in the preamble": (
        "合同\n鉴于深圳市创新有限公司（以下简称“创新公司”）有意合作。\n第一条 甲\n无。",
        [("party", "创新公司", "深圳市创新有限公司", None)],
    ),
    "a Japanese preamble": (
        "契約書\n賃貸人 若葉不動産株式会社（以下「甲」という。）と、賃借人株式会社つばめ（以下「乙」という。）は契約する。\n第1条 甲\n無。",
        [("party", "甲", "若葉不動産株式会社", "賃貸人"), ("party", "乙", "株式会社つばめ", "賃借人")],
    ),
    "roles in brackets": (
        "契約書\n【貸主】山田太郎(以下「甲」という。)と【借主】鈴木花子(以下「乙」という。)は契約する。\n第1条 甲\n無。",
        [("party", "甲", "山田太郎", "貸主"), ("party", "乙", "鈴木花子", "借主")],
    ),
    "a Korean preamble": (
        "계약서\n주식회사 가나(이하 \"갑\"이라 한다)와 다라 주식회사(이하 '을'이라 한다)는 계약한다.\n제1조 가\n무.",
        [("party", "갑", "주식회사 가나", None), ("party", "을", "다라 주식회사", None)],
    ),
    "Korean lines": (
        '계약서\n임대인(갑): 홍길동\n임차인: 김철수 (이하 "을"이라 함)\n제1조 가\n무.',
        [("party", "갑", "홍길동", "임대인"), ("party", "을", "김철수", "임차인")],
    ),
    "a short name behind the name": (
        "合約\n立合約書人：台北雲端股份有限公司（以下簡稱「甲方」）\n第一條 甲\n無。",
        [("party", "甲方", "台北雲端股份有限公司", None)],
    ),
    "two languages": (
        "合同\nBuyer (Party A): Contoso Ltd.\nParty B: Fabrikam Inc.\n第一条 甲\n无。",
        [("party", "Party A", "Contoso Ltd.", "Buyer"), ("party", "Party B", "Fabrikam Inc.", None)],
    ),
    "officers who sign for the parties in English": (
        "AGREEMENT\nJane Roe, Deputy Director General of the Ports Agency, the official in charge (hereinafter referred to as “A”) "
        "and Sato Ren, Representative Director of Blue Lake Co., Ltd. (hereinafter referred to as “B”) agree.\nArticle 1 One\nNone.",
        [("party", "A", "Ports Agency", None), ("party", "B", "Blue Lake Co., Ltd.", None)],
    ),
    "an English preamble": (
        'AGREEMENT\nThis is made between Alpha Ltd. ("Party A") and Beta Inc. (hereinafter "Party B").\nArticle 1 One\nNone.',
        [("party", "Party A", "Alpha Ltd.", None), ("party", "Party B", "Beta Inc.", None)],
    ),
    "the makers of a Taiwanese contract on one line": (
        "工程合約書\n立合約書人　甲方：大業營造有限公司　乙方：小築工程行\n第一條 甲\n無。",
        [("party", "甲方", "大業營造有限公司", None), ("party", "乙方", "小築工程行", None)],
    ),
    "the makers in one sentence": (
        "契約書\n承租人 林一，出租人 陳二，茲為住宅租賃事宜，雙方同意如下：\n第一條 甲\n無。",
        [("party", "承租人", "林一", "承租人"), ("party", "出租人", "陳二", "出租人")],
    ),
    "a role behind the short name": (
        "契約書\n青山有限公司（以下簡稱「甲方」）為授權人，綠水有限公司（以下簡稱「乙方」）為被授權人，茲訂約如下：\n第一條 甲\n無。",
        [("party", "甲方", "青山有限公司", "授權人"), ("party", "乙方", "綠水有限公司", "被授權人")],
    ),
    "a cover and a preamble": (
        "基本契約書\n委託者　株式会社大空\n受託者　株式会社大地\n株式会社大空（以下「甲」という。）と株式会社大地（以下「乙」という。）とは契約する。\n第1条 甲\n無。",
        [("party", "甲", "株式会社大空", "委託者"), ("party", "乙", "株式会社大地", "受託者")],
    ),
    "a role that only the signature tells": (
        '계약서\n가나 주식회사(이하 "갑"이라 한다)와 홍길동(이하 "을"이라 한다) 및 연대보증인 김철수(이하 "병"이라 한다)는 계약한다.\n'
        "제1조 가\n무.\n갑(대여인) 가나 주식회사 (인)\n을(차용인) 홍길동 (인)",
        [
            ("party", "갑", "가나 주식회사", "대여인"),
            ("party", "을", "홍길동", "차용인"),
            ("party", "병", "김철수", "연대보증인"),
        ],
    ),
    "parties without a known role": (
        "계약서\n도서 발행사(이하 ‘발행사’라고 함)과(와) 도서 유통사(이하 ‘유통사’라고 함)는(은) 도서(이하 ‘본 도서’라고 함)를 판매한다.\n제1조 가\n무.",
        [
            ("party", "발행사", "도서 발행사", None),
            ("party", "유통사", "도서 유통사", None),
            ("term", "본 도서", "도서", None),
        ],
    ),
    "a guarantor whom an article names": (
        "契約書\n甲野（以下「甲」という。）と乙川（以下「乙」という。）は契約する。\n第1条 賃料を払う。\n第2条 連帯保証人（以下「丙」という。）は、連帯して債務を負う。",
        [("party", "甲", "甲野", None), ("party", "乙", "乙川", None), ("party", "丙", "", "連帯保証人")],
    ),
    "English companies and what they are": (
        'AGREEMENT\nThis Agreement (this "Agreement") is made between Blue Lake, Inc., '
        'a Delaware corporation ("Client"), and K. Sato of 5 High Street (the "Provider").\nArticle 1 One\nNone.\nArticle 2 Two\nNone.',
        [("party", "Client", "Blue Lake, Inc.", None), ("party", "Provider", "K. Sato", None)],
    ),
    "English parties without quotes": (
        "AGREEMENT\n(1) OAK TRADING LIMITED incorporated in England with number 0123 (the Discloser)\n1. ONE\nNone.\n2. TWO\nNone.",
        [("party", "Discloser", "OAK TRADING LIMITED", None)],
    ),
    "signs for names to come": (
        "契約書\n○○（以下「甲」という。）と△△（以下「乙」という。）とは契約する。\n第1条 甲\n無。",
        [("party", "甲", "", None), ("party", "乙", "", None)],
    ),
    "terms": (
        "合同\n第一条 定义\n“工作日”是指除法定节假日以外的日期。\n软件（以下称“标的软件”）归甲方。\n第二条 其他\n无。",
        [("term", "工作日", "除法定节假日以外的日期", None), ("term", "标的软件", "软件", None)],
    ),
    "Japanese parties called so": (
        "契約書\n賃主○○を甲とし、借主大山商事株式会社を乙とし、次のとおり契約する。\n第1条（目的）\n貸す。\n第2条（賃料）\n払う。",
        [("party", "甲", "", "賃主"), ("party", "乙", "大山商事株式会社", "借主")],
    ),
    "Chinese words for both parties": (
        "销售合同\n甲方：__________\n乙方：王大力\n甲 乙 双 方 协 商\n第一条 岗位\n无\n第二条 其他\n无",
        [("party", "甲方", "", None), ("party", "乙方", "王大力", None)],
    ),
    "Chinese parties in Markdown": (
        "**协议**\n**甲方**：北京云岭科技有限公司\n**乙方（代理方）：** 上海泽成信息有限公司\n第一条 平台\n在云岭科技有限公司提供的平台（以下简称“平台”）签约。\n第二条 其他\n无",
        [
            ("party", "甲方", "北京云岭科技有限公司", None),
            ("party", "乙方", "上海泽成信息有限公司", "代理方"),
            ("term", "平台", "在云岭科技有限公司提供的平台", None),
        ],
    ),
    "Chinese parties in the signatures alone": (
        "电力合同\n一、双方订立本合同。\n二、电价另定。\n甲方（售电方）：北京电力有限公司\n日期：____\n乙方（盖章）：上海泽成有限公司\n日期：____",
        [("party", "甲方", "北京电力有限公司", "售电方"), ("party", "乙方", "上海泽成有限公司", None)],
    ),
    "English terms on one line": (
        'AGREEMENT\n1. Terms\n"Services" means the services. "Fees" shall mean the fees; "Term" has the meaning set out below.\n2. Misc\nNone.',
        [
            ("term", "Services", "the services", None),
            ("term", "Fees", "the fees", None),
            ("term", "Term", "set out below.", None),
        ],
    ),
    "Korean terms behind a sentence": (
        '약관\n제1조(정의)\n"회원"이라 함은 가입자를 말한다. 서비스를 이용하는 자(이하 "신청자"라 함)가 회사가 정한 바(이하 \'규정\'이라 함)에 따른다.\n제2조(기타)\n없음',
        [
            ("term", "회원", "가입자", None),
            ("term", "신청자", "서비스를 이용하는 자", None),
            ("term", "규정", "회사가 정한 바", None),
        ],
    ),
    "Japanese terms": (
        "契約書\n第1条（定義）\n「成果物」とは、納入物をいう。\n第2条（開示）\n一方当事者（以下「開示者」という。）は開示する。",
        [("term", "成果物", "納入物", None), ("term", "開示者", "一方当事者", None)],
    ),
    "Korean terms": (
        '계약서\n제1조(정의) "제품"이란 물품을 말한다.\n제2조(정의) "서비스"라 함은 유지보수를 말한다.',
        [("term", "제품", "물품", None), ("term", "서비스", "유지보수", None)],
    ),
    "Japanese terms in one sentence": (
        "契約書\n第1条（定義）\n「構内」とは甲の事業場をいい、「要員」とは乙の社員を指し、「資料」とは図面をいう。\n第2条（雑則）\n無。",
        [
            ("term", "構内", "甲の事業場", None),
            ("term", "要員", "乙の社員", None),
            ("term", "資料", "図面", None),
        ],
    ),
    "Korean terms in one sentence": (
        "계약서\n제1조(정의) “구내”란 사업장을 말하고, “요원”이란 직원을 말하며, “자료”란 도면을 말한다. 요원은 구내에서 일한다.",
        [("term", "구내", "사업장", None), ("term", "요원", "직원", None), ("term", "자료", "도면", None)],
    ),
    "names behind a dash, in a list": (
        "合同協議人:\n\n甲方——青禾市;及\n\n乙方——Clube Náutico de Verde。\n\n第一條 標的\n無。\n第二條 其他\n無。",
        [("party", "甲方", "青禾市", None), ("party", "乙方", "Clube Náutico de Verde", None)],
    ),
    "a field glued to a name": (
        "合同\n出借人（甲方）：王丽身份证号：110101199001011234\n借款人（乙方）：青禾有限公司法定代表人：李强\n第一条 标的\n无。\n第二条 其他\n无。",
        [("party", "甲方", "王丽", "出借人"), ("party", "乙方", "青禾有限公司", "借款人")],
    ),
    "parties of the recitals alone": (
        "基金托管协议\n鉴于青禾基金管理有限公司系一家依照中国法律合法成立的公司；\n鉴于海州银行股份有限公司系一家依照中国法律合法成立的银行；\n"
        "鉴于青禾基金管理有限公司拟担任青禾基金的基金管理人，海州银行股份有限公司拟担任青禾基金的基金托管人；\n第一条 依据\n无。\n第二条 其他\n无。",
        [
            ("party", "基金管理人", "青禾基金管理有限公司", "基金管理人"),
            ("party", "基金托管人", "海州银行股份有限公司", "基金托管人"),
        ],
    ),
    "a judgment names no parties of a contract": (
        "民事裁定书\n原告青禾有限公司（以下简称青禾公司）与被告海州有限公司（以下简称海州公司）合同纠纷一案，本院受理后审理终结。",
        [("term", "青禾公司", "青禾有限公司", None), ("term", "海州公司", "海州有限公司", None)],
    ),
    "a settlement names those of a judgment": (
        "和解协议\n原告青禾有限公司（以下简称甲方）与被告海州有限公司（以下简称乙方）就一案达成本协议。\n第一条 给付\n无。\n第二条 其他\n无。",
        [("party", "甲方", "青禾有限公司", None), ("party", "乙方", "海州有限公司", None)],
    ),
    "the parties of a further contract": (
        "甲合同\n甲方：江南公司\n乙方：北方公司\n第一条 标的\n无。\n第二条 其他\n无。\n甲方（盖章）：\n乙方（盖章）：\n"
        "乙合同\n甲方：东海公司\n乙方：北方公司\n第一条 标的\n无。\n第二条 其他\n无。",
        [("party", "甲方", "江南公司", None), ("party", "乙方", "北方公司", None), ("party", "甲方", "东海公司", None)],
    ),
    "Korean terms in numbered items on one line": (
        "계약서\n제1조(정의) 1.“구내”란 사업장 2. ‘요원’이란 직원을 의미하며 “자료”라 함은 도면을 말한다.3.“기기”란 장비를 말한다. 끝.",
        [
            ("term", "구내", "사업장", None),
            ("term", "요원", "직원", None),
            ("term", "자료", "도면", None),
            ("term", "기기", "장비", None),
        ],
    ),
    "fields on one line": (
        "采购合同\n采购人（甲方）： 长沙市数据局 采购人地址： 人民路1号\n供应商（乙方）：******有限公司 供应商地址： 芙蓉路2号\n第一条 标的\n无。",
        [("party", "甲方", "长沙市数据局", "采购人"), ("party", "乙方", "", "供应商")],
    ),
    "brackets beside a label": (
        "合作协议\n终端提供人（以下简称甲方）：津市农村商业银行 终端使用人（以下简称乙方）： 担保人（以下简称丙方）：\n第一条 标的\n无。",
        [
            ("party", "甲方", "津市农村商业银行", "终端提供人"),
            ("party", "乙方", "", "终端使用人"),
            ("party", "丙方", "", "担保人"),
        ],
    ),
    "a label and a gap before the brackets": (
        "契約書\n消 費 者 姓 名：              （以下簡稱甲方）\n消費者聯絡電話：\n美 容 業 者 名 稱：              （以下簡稱乙方）\n第一條 甲\n無。",
        [("party", "甲方", "", "消費者"), ("party", "乙方", "", "美容業者")],
    ),
    "bare short names behind names": (
        "业务协议\n开户申请人（甲方）与东海银行股份有限公司（乙方）在平等自愿的基础上，签订以下协议。\n第1条 开户\n无。",
        [("party", "甲方", "", "开户申请人"), ("party", "乙方", "东海银行股份有限公司", None)],
    ),
    "brackets inside a name": (
        "服务协议\n您（以下简称“乙方”）同意 并与远见（杭州）科技有限公司（以下简称“甲方”）签署本协议。\n第一条 服务\n无。",
        [("party", "乙方", "", None), ("party", "甲方", "远见（杭州）科技有限公司", None)],
    ),
    "a row of parties that ends like a sentence": (
        "采购合同\n甲方：北京甲有限公司；乙方：上海乙有限公司；丙方（担保方）：深圳丙有限公司。\n一、货物\n无。\n二、价款\n无。",
        [
            ("party", "甲方", "北京甲有限公司", None),
            ("party", "乙方", "上海乙有限公司", None),
            ("party", "丙方", "深圳丙有限公司", "担保方"),
        ],
    ),
    "lines to fill that say what is to be written": (
        "合同\n甲方：用户（您）\n乙方：培训机构名称\n第一条 甲\n无。",
        [("party", "甲方", "", None), ("party", "乙方", "", None)],
    ),
    "no number anywhere": (
        "服务协议\n甲方：广州南方传媒\n乙方：成都雅思工坊\n协议金额：壹佰万元人民币\n日期：2026年2月18日\n",
        [("party", "甲方", "广州南方传媒", None), ("party", "乙方", "成都雅思工坊", None)],
    ),
    "who runs a platform": (
        "平台协议\n本协议是由东方网站（即www.example.com，以下简称“东方网站”）的运营方即重庆东方技术有限公司（以下简称“甲方”）与会员（以下简称“乙方”）达成的。\n第一条 服务\n无。",
        [
            ("term", "东方网站", "东方网站", None),
            ("party", "甲方", "重庆东方技术有限公司", None),
            ("party", "乙方", "", "会员"),
        ],
    ),
    "a field for the name": (
        "见习协议书\n甲方（见习单位）名称：    永新超市股份有限公司          \n乙方（见习毕业生）姓名：        \n第一条 期限\n无。",
        [("party", "甲方", "永新超市股份有限公司", "见习单位"), ("party", "乙方", "", "见习毕业生")],
    ),
    "who signs beside a gap": (
        "保密合約書\n第一條 目的\n無。\n第二條 義務\n無。\n立合約書人\n甲方：示範軟體股份有限公司\n乙方：{{counterparty}}\n中華民國 年 月 日",
        [("party", "甲方", "示範軟體股份有限公司", None), ("party", "乙方", "", None)],
    ),
    "an office and who won the tender": (
        "採購契約\n財政部關務署（以下簡稱機關）及得標廠商佑晟動物醫院（以下簡稱廠商）雙方同意依政府採購法（以下簡稱採購法）及其規定訂定本契約。\n第一條 甲\n無。",
        [
            ("party", "機關", "財政部關務署", None),
            ("party", "廠商", "佑晟動物醫院", "得標廠商"),
            ("term", "採購法", "雙方同意依政府採購法", None),
        ],
    ),
    "the title in the line of the sentence": (
        "災害物資の供給に関する協定書 青葉市(以下「甲」という。 )と 学校法人若葉大学 (以下「乙」という。 )とは協定を締結する。 第1条 甲は、乙に要請する。",
        [("party", "甲", "青葉市", None), ("party", "乙", "学校法人若葉大学", None)],
    ),
    "what a clause says of somebody before the marks for the name": (
        "協定書\n青葉市（以下「甲」という。）と甲が管理を行わせるため指定した指定管理者●●●●（以下「乙」という。）とは締結する。\n第1条 甲\n無。",
        [("party", "甲", "青葉市", None), ("party", "乙", "", "指定管理者")],
    ),
    "roles in a sentence without brackets": (
        "土地売買契約書\n甲野太郎を売主とし、乙山次郎を買主として、次のとおり契約した。\n第1条 目的\n無。",
        [("party", "売主", "甲野太郎", None), ("party", "買主", "乙山次郎", None)],
    ),
    "blanks in brackets": (
        "契約書\n本契約は、事務所を(     )に有し(     )法人である(     )(「ライセンサー」)と、(     )法人である(     )(「ライセンシー」)との間で作成された。\n第1条 定義\n無。",
        [("party", "ライセンサー", "", None), ("party", "ライセンシー", "", None)],
    ),
    "roles and names without short names": (
        "犬売買契約書\n売主 青葉ケンネル（第26-0412号）と買主\n若葉 花子は、下記の犬について売買契約を締結する。\n第1条 引渡し\n無。",
        [("party", "売主", "青葉ケンネル", "売主"), ("party", "買主", "若葉 花子", "買主")],
    ),
    "roles without names": (
        "부동산 임대차계약서\n임대인과 임차인은 아래 부동산에 대하여 다음과 같이 임대차 계약을 체결한다.\n제1조 목적\n무.",
        [("party", "임대인", "", "임대인"), ("party", "임차인", "", "임차인")],
    ),
    "short names without names": (
        "基本契約書\n甲と乙は、次のとおり契約を締結する。\n第1条 目的\n無。",
        [("party", "甲", "", None), ("party", "乙", "", None)],
    ),
    "who takes a part": (
        '계약서\n**정보제공자**(이하 "갑"이라 한다)와 시공사 [시공사 이름](이하 "을"이라 한다)는 체결한다.\n제1조 목적\n무.',
        [("party", "갑", "", "정보제공자"), ("party", "을", "", "시공사")],
    ),
    "short names in quotes behind roles": (
        "계약서\n사용자 '갑'(회사)와 근로자 '을' (이하 '을'이라 한다) 은 체결한다.\n제1조 목적\n무.",
        [("party", "갑", "", "사용자"), ("party", "을", "", "근로자")],
    ),
    "blanks below numbered particulars": (
        "개별계약서\n1. 계약명 : 용역\n2. 금액 : 일만원\n도급인 OO을 “갑”으로 하고 수급인 OO “을”로 하여 계약을 체결한다.\n제1조 목적\n무.",
        [("party", "갑", "", "도급인"), ("party", "을", "", "수급인")],
    ),
    "a sentence without an article": (
        "계약서\n위탁업무에 대하여 원사업자_________(이하 ‘수요자’라 칭함.) 와 수급사업자       (이하 ‘공급자’라 칭함.) 는 체결한다.",
        [("party", "수요자", "", "원사업자"), ("party", "공급자", "", "수급사업자")],
    ),
    "the sixth of many": (
        "契約書\n国立大学法人青葉大学（以下「戊」という。）及び            （以下「己」という。）は、締結する。\n第1条 目的\n無。",
        [("party", "戊", "国立大学法人青葉大学", None), ("party", "己", "", None)],
    ),
    "a role in brackets before the name": (
        "契約書\n(派遣元)○○○○(以下「甲」という。)と(派遣先)青葉株式会社(以下「乙」という。)は、締結する。\n第1条 目的\n無。",
        [("party", "甲", "", "派遣元"), ("party", "乙", "青葉株式会社", "派遣先")],
    ),
    "one without a short name": (
        "基本協定書\n青葉市と[ ](以下「指定管理者」という。)とは、協定を締結する。\n第1条 目的\n無。",
        [("party", "", "青葉市", None), ("party", "指定管理者", "", None)],
    ),
    "circles of another alphabet": (
        "계약서\n주식회사 ㅇㅇㅇ(이하'갑')와 {상호}의 대표자 {이름}(이하'을')은 체결한다.\n제1조 목적\n무.",
        [("party", "갑", "", None), ("party", "을", "", None)],
    ),
    "both sides": (
        "부동산임대차계약서\n임대인과 임차인 쌍방은 아래 부동산에 관하여 임대차계약을 체결한다.\n제1조 목적\n무.",
        [("party", "임대인", "", "임대인"), ("party", "임차인", "", "임차인")],
    ),
    "a slot in quotes": (
        "協定書\n青葉株式会社（以下「甲」という。）と「〇〇〇〇（医療機関名）」（以下「乙」という。）は、締結する。\n第1条 目的\n無。",
        [("party", "甲", "青葉株式会社", None), ("party", "乙", "", None)],
    ),
    "a quote that is not closed, a name in quotes": (
        "계약서\n주식회사 나래 대표이사 장준호(이하 “갑이라 함)과 '한빛 훈련원((주)한빛)'(이하 '을'이라 한다.)은 체결한다.\n제1조 목적\n무.",
        [("party", "갑", "주식회사 나래", None), ("party", "을", "한빛 훈련원((주)한빛)", None)],
    ),
    "English parties in capitals, numbered, with their seats": (
        'AGREEMENT\nTHIS AGREEMENT is made BETWEEN the following parties (collectively the "PARTIES"):\n'
        '(1) OAK SCIENCE INC., a company whose principal office is at 1 High Street, Irvine ("COMPANY"); and\n'
        '(2) ELM CO., LTD., a company incorporated in Taiwan ("DISTRIBUTOR").\n1. ONE\nNone.\n2. TWO\nNone.',
        [
            ("term", "PARTIES", "the following parties", None),
            ("party", "COMPANY", "OAK SCIENCE INC.", None),
            ("party", "DISTRIBUTOR", "ELM CO., LTD.", None),
        ],
    ),
    "English parties whose names are blank": (
        'AGREEMENT\nmade by and between _____, a corporation of _____ (hereinafter referred to as "Principal") and [AGENT] (the "Agent")\nArticle 1 One\nNone.\nArticle 2 Two\nNone.',
        [("party", "Principal", "", None), ("party", "Agent", "", None)],
    ),
    "English terms are no parties": (
        'AGREEMENT\nOak Ltd. (the "Buyer") and Elm Ltd. as the seller (the "Seller") agree on the Lease Term (the "Term").\nArticle 1 One\nNone.\nArticle 2 Two\nNone.',
        [
            ("party", "Buyer", "Oak Ltd.", None),
            ("party", "Seller", "Elm Ltd.", None),
            ("term", "Term", "agree on the Lease Term", None),
        ],
    ),
    "a sentence that charges the other": (
        "软件合同\n鉴于东海银行股份有限公司（以下简称“甲方”）同意委托江苏金智软件有限公司（以下简称“乙方”）完成项目，双方达成如下条款：\n第一条 甲\n无。",
        [("party", "甲方", "东海银行股份有限公司", None), ("party", "乙方", "江苏金智软件有限公司", None)],
    ),
    "roles told behind gaps": (
        "认购协议书\n甲方：**********有限公司（作为“发行人”）\n法定代表人：\n乙方：（机构名称/个人）（作为“认购人”）：\n身份证号：\n第一条 股票\n无。",
        [("party", "甲方", "", "发行人"), ("party", "乙方", "", "认购人")],
    ),
    "gaps before roles in brackets": (
        "劳动合同书\n____________（用人单位）与____________（劳动者）经平等协商，签订本合同。\n第一条 期限\n无。",
        [("party", "用人单位", "", None), ("party", "劳动者", "", None)],
    ),
    "labels with their translation, names below": (
        '租赁合同\n甲方(业主 - "Landlord")：\n姓名/公司名称：【填写业主姓名或公司全称】\n联系电话：【填写业主联系电话】\n(以下简称“甲方”)\n'
        '乙方(租客 - "Tenant")：\n姓名/公司名称：【填写租客姓名】\n联系电话：【填写租客联系电话】\n(以下简称“乙方”)\n第一条 物业\n无。',
        [("party", "甲方", "", "业主"), ("party", "乙方", "", "租客")],
    ),
    "an article about the parties": (
        "信托合同\n一、合同双方\n借方：________________________\n贷方：中兴信托投资公司\n二、种类\n流动资金。",
        [("party", "借方", "", "借方"), ("party", "贷方", "中兴信托投资公司", "贷方")],
    ),
    "what joins a name with the next label": (
        "場地租賃合約書\n立合約書人 出租方（以下簡稱甲方）：廢墟 BAR 與 承租方（以下簡稱乙方），雙方協議如下：\n第一條 甲\n無。",
        [("party", "甲方", "廢墟 BAR", "出租方"), ("party", "乙方", "", "承租方")],
    ),
    "several under one letter": (
        "股份认购协议\n甲方（目标公司）：\n丙方1（创始股东）：李明\n丙方2（创始股东）：王强\n第一条 股份\n无。",
        [
            ("party", "甲方", "", "目标公司"),
            ("party", "丙方1", "李明", "创始股东"),
            ("party", "丙方2", "王强", "创始股东"),
        ],
    ),
    "units that charge and are charged": (
        "代办委托协议\n委托单位：土地储备中心（以下简称甲方）\n受托单位：行政服务中心（以下简称乙方）\n第一条 内容\n无。",
        [("party", "甲方", "土地储备中心", "委托单位"), ("party", "乙方", "行政服务中心", "受托单位")],
    ),
    "whoever takes part": (
        "实习协议书\n根据实习人员（以下简称乙方）个人意愿，实习单位（以下简称甲方）同意接受乙方实习。\n第一条 期限\n无。",
        [("party", "乙方", "", "实习人员"), ("party", "甲方", "", "实习单位")],
    ),
    "full names of a form": (
        "建设工程施工合同\n发包人（全称）：淮阴区南陈集镇人民政府\n设计人（全称）：\n第一条 工程\n无。",
        [("party", "发包人", "淮阴区南陈集镇人民政府", "发包人"), ("party", "设计人", "", "设计人")],
    ),
    "roles in brackets without a colon": (
        "房屋租赁协议\n甲方（出租方）苏杨，乙方（承租方）雁塔区丈八街道办事处\n第一条 租期\n三年。",
        [("party", "甲方", "苏杨", "出租方"), ("party", "乙方", "雁塔区丈八街道办事处", "承租方")],
    ),
    "roles in brackets of a sentence": (
        "协议\n甲方（出租方）应当交付，乙方（承租方）应当付款\n第一条 租期\n三年。",
        [],
    ),
    "roles in boxes": (
        "施工合同\n【发包人】（甲方）：洺悦房地产有限公司\n【承包人】（乙方）：【      】\n第一条 工程\n无。",
        [("party", "甲方", "洺悦房地产有限公司", "发包人"), ("party", "乙方", "", "承包人")],
    ),
    "labels behind labels": (
        "合作开发合同书\n甲方： 乙方： 法人代表： 法人代表： 住所： 住所：\n第一条 项目\n无。",
        [("party", "甲方", "", None), ("party", "乙方", "", None)],
    ),
    "the day before whom it is made by": (
        "租約\n本租約於二零二五年三月十五日由陳大文（下稱「甲方」）與美麗時裝有限公司（下稱「乙方」）訂立。\n1. 租期\n無。",
        [("party", "甲方", "陳大文", None), ("party", "乙方", "美麗時裝有限公司", None)],
    ),
    "more in the brackets": (
        "監造契約\n立契約人 : 委託人 : 臺灣學校 ( 即代辦機關, 以下簡稱甲方 ) 受託人 :        ( 以下簡稱乙方 ) 雙方同意訂定本契約,\n第一條 甲\n無。",
        [("party", "甲方", "臺灣學校", "委託人"), ("party", "乙方", "", "受託人")],
    ),
    "whoever it is": (
        "離職切結書\n緣乙方原受僱於＿＿＿＿股份有限公司（以下簡稱「甲方」）。本契約由購買課程之學員（以下簡稱「乙方」）訂立。\n第一條 甲\n無。",
        [("party", "甲方", "", None), ("party", "乙方", "", "購買課程之學員")],
    ),
    "being a role": (
        "出版契約書\n受注者である青空出版社と、発注者である著者は、契約を締結する。\n第1条 申込\n無。",
        [("party", "受注者", "青空出版社", "受注者"), ("party", "発注者", "", "発注者")],
    ),
    "being a role, and they": (
        "契約書\n売主である青空商店と買主である株式会社若葉とは、売買契約を締結する。\n第1条 目的\n無。",
        [("party", "売主", "青空商店", "売主"), ("party", "買主", "株式会社若葉", "買主")],
    ),
    "whoever a clause describes": (
        "계약서\n주식회사 청솔(이하 “회사”라 한다)와 앱에 가입하여 운송 서비스를 제공하고자 하는 여객자동차 운수종사자(이하 “파트너”라 한다)는 체결한다.\n제1조 목적\n무.",
        [("party", "회사", "주식회사 청솔", None), ("party", "파트너", "", None)],
    ),
    "a ministry with commas in its name": (
        "AGREEMENT\nThis agreement is concluded between the Ministry of Trade, Industry and Energy of the Republic of Korea (“MOTIE” or “you”), Sejong, and Oak Gates LLP (the “Firm”).\nArticle 1 One\nNone.\nArticle 2 Two\nNone.",
        [
            ("party", "MOTIE", "Ministry of Trade, Industry and Energy of the Republic of Korea", None),
            ("party", "Firm", "Oak Gates LLP", None),
        ],
    ),
    "two letters, and a thing": (
        "약정서\n주식회사 청솔(이하 ‘갑’이라 함)과 홍길동(이하 ‘을’이라 함)은 단말기 할부대금 및 수수료(이하 ‘할부금’이라 함)와 관련하여 약정한다.\n제1조 목적\n무.",
        [
            ("party", "갑", "주식회사 청솔", None),
            ("party", "을", "홍길동", None),
            ("term", "할부금", "단말기 할부대금 및 수수료", None),
        ],
    ),
    "whoever holds it": (
        "약관\n이 약관은 ㈜청솔(이하 ‘갑’이라 한다)이 발행한 상품권을 그 소지자(이하 ‘을’이라 한다)가 사용함에 있어 지킬 사항을 정한다.\n제1조 목적\n무.",
        [("party", "갑", "㈜청솔", None), ("party", "을", "", None)],
    ),
    "fields of roles on one line": (
        "신탁계약서\n집합투자업자: 청솔자산운용주식회사 신탁업자: 주식회사푸른은행\n제1조 목적\n무.",
        [
            ("party", "집합투자업자", "청솔자산운용주식회사", "집합투자업자"),
            ("party", "신탁업자", "주식회사푸른은행", "신탁업자"),
        ],
    ),
    "a company and its union, in the first article": (
        "단체협약\n제1조【목적】○○주식회사(이하 ‘회사’라 한다)와○○노동조합(이하 ‘조합’이라 한다)은 협약을 체결한다.\n제2조 범위\n무.",
        [("party", "회사", "", None), ("party", "조합", "", None)],
    ),
    "things of a pledge": (
        '서약서\n본인은 [구축 사업](이하 "입찰")과 관련하여 제공받는 모든 정보(이하 "비밀정보")가 푸른전자(이하 "발주자")의 것임을 인정한다.\n1. 목적\n무.\n2. 기간\n무.',
        [
            ("term", "입찰", "본인은 [구축 사업]", None),
            ("party", "본인", "", None),
            ("term", "비밀정보", "관련하여 제공받는 모든 정보", None),
            ("party", "발주자", "푸른전자", None),
        ],
    ),
    "what a body is called by its own bylaws": (
        "정관\n제1조(명칭) 이 법인은 사단법인 푸른학회(이하 “본회”라 칭한다)라 한다.\n제2조(목적)\n무.",
        [("term", "본회", "푸른학회", "법인은 사단법인")],
    ),
    "the companies of a judgment": (
        "주 문\n원고의 청구를 기각한다.\n이 유\n1. 인정사실\n피고는 주식회사 청솔(이하 ‘청솔’이라 한다)과 거래하였다.\n2. 판단\n무.",
        [("term", "청솔", "피고는 주식회사 청솔", None)],
    ),
    "a mayor without a gap": (
        "協定書\n青葉町長山田太郎（以下「甲」という。）と青葉生協理事長乙川次郎（以下「乙」という。）は締結する。\n第1条 目的\n無。",
        [("party", "甲", "青葉町", None), ("party", "乙", "青葉生協", None)],
    ),
    "an address, a prefecture, its governor": (
        "協定書\n愛知県青葉市緑1-2-3 愛知県知事 甲野 太郎（以下「甲」という。）と青葉市（以下「乙」という。）は締結する。\n第1条 目的\n無。",
        [("party", "甲", "愛知県", None), ("party", "乙", "青葉市", None)],
    ),
    "letters behind the colons of roles": (
        "契約書\n甲及び乙は、契約を締結する。\n第1条 目的\n無。\n第2条 期間\n無。\n本契約の成立を証するため、署名する。\n委託者：　甲\n住所：\n氏名：\n受託者：　乙\n住所：東京都港区1-2-3\n会社名：株式会社青葉",
        [("party", "甲", "", "委託者"), ("party", "乙", "株式会社青葉", "受託者")],
    ),
    "an employee": (
        "労働契約書\n会社：株式会社青葉\n従業員：乙川次郎\n第1条 目的\n無。",
        [("party", "会社", "株式会社青葉", "会社"), ("party", "従業員", "乙川次郎", "従業員")],
    ),
    "three of them, by their names alone": (
        "업무협약서\n푸른대학교와 한빛병원, (주)청솔은 다음과 같이 업무협약을 체결한다.\n제1조 목적\n무.",
        [("party", "", "푸른대학교", None), ("party", "", "한빛병원", None), ("party", "", "(주)청솔", None)],
    ),
    "who signs without a label": (
        "合意書\n第1条 目的\n無。\n第2条 期間\n無。\n本合意の成立を証するため、本書2通を作成する。\n令和5年4月1日\n\n株式会社青葉\n代表取締役　甲野 太郎　印\n\n株式会社若葉　代表取締役　乙川 次郎",
        [("party", "", "株式会社青葉", None), ("party", "", "株式会社若葉", None)],
    ),
    "letters behind roles that sign": (
        "합의서\n제1조 목적\n무.\n제2조 기간\n무.\n위와 같이 합의하고 합의서 2부를 작성한다.\n합의인 갑 성명: 홍길동 (인)\n합의인 을 성명: 김철수 (인)",
        [("party", "갑", "홍길동", "합의인"), ("party", "을", "김철수", "합의인")],
    ),
    "a slot before the brackets": (
        "売買契約書\n青葉町(以下「売主」という。)と(相手方名)(以下「買主」という。)は、次のとおり契約する。\n第1条 目的\n無。",
        [("party", "売主", "青葉町", None), ("party", "買主", "", None)],
    ),
    "roles of the first article alone": (
        "業務委託契約書\n第1条（業務）\n{{client}}（以下「委託者」という）は、{{contractor}}（以下「受託者」という）に対し、業務を委託する。\n第2条 期間\n無。",
        [("party", "委託者", "", None), ("party", "受託者", "", None)],
    ),
    "a registered seal": (
        "契約書\n譲渡人 青葉町長 甲野 太郎（以下「甲」という。）と譲受人\n（以下「乙」という。）は契約を締結する。\n乙 (譲受人) 住所\n氏名 実印\n第1条 目的\n無。",
        [("party", "甲", "青葉町", "譲渡人"), ("party", "乙", "", "譲受人")],
    ),
    "an ordinance that is named first": (
        "協定書\n青葉市環境基本条例に掲げる理念にのっとり、青葉市（以下「甲」という。）と株式会社若葉（以下「乙」という。）は、次のとおり締結する。\n第1条 目的\n無。",
        [("party", "甲", "青葉市", None), ("party", "乙", "株式会社若葉", None)],
    ),
    "a table above the letters": (
        '위탁계약서\n위탁자: 주식회사 세움\n수탁자: 한결상사\n위탁자(이하 "갑"이라 한다)와 수탁자(이하 "을"이라 한다)는 체결한다.\n제1조 가\n무.',
        [("party", "갑", "주식회사 세움", "위탁자"), ("party", "을", "한결상사", "수탁자")],
    ),
    "a head office": (
        "契約書\n本部　合同会社あかつき（以下「甲」という。）\n加盟者　桜木株式会社（以下「乙」という。）\n第1条 甲\n無。",
        [("party", "甲", "合同会社あかつき", "本部"), ("party", "乙", "桜木株式会社", "加盟者")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_definitions(name: str) -> None:
    text, expected = CASES[name]
    made = document(text)
    found = build(made).definitions
    assert [(each.kind, each.term, each.meaning, each.role) for each in found] == expected
    for each in found:
        assert each.meaning in made.text[each.start : each.end]
        assert each.term in made.text[each.start : each.end]


def test_lines_to_sign_on_define_nobody() -> None:
    found = build(document("第一条 标的\n货物。\n第二条 价款\n一万元。\n甲方（盖章）：\n乙方（盖章）：")).definitions
    assert found == ()


def test_news_of_a_contract_has_no_parties() -> None:
    for news in (
        "푸른대학교와 한빛병원은 업무협약을 체결했다.",
        "青葉市、若葉市と株式会社青葉は24日、「連携に関する協定」を締結した。",
    ):
        found = build(document(f"{news}\n양 기관은 협력한다.\n総務課")).definitions
        assert [each for each in found if each.kind == "party"] == []


def test_a_hostile_head_takes_linear_time() -> None:
    for piece in ("Acme Co, ", "A ", '("', "甲方（", "甲 ，", "Ltd. (the "):
        began = time.process_time()
        build(document(f"AGREEMENT\n{piece * (200_000 // len(piece))}\nArticle 1 One\nNone."))
        assert time.process_time() - began < 3.0, piece
