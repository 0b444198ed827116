"""Files written as Word, WPS and Hancom Office write them, after the habits of their exports: one contract each."""

from __future__ import annotations

from tests.loaders.docx_file_maker import make, read

RSID = 'w:rsidR="00B47A1E" w:rsidRPr="00C8520F"'
LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376"><w:lsdException w:name="heading 1" '
    'w:uiPriority="9" w:qFormat="1"/></w:latentStyles>'
)


def word_style(style_id: str, name: str, properties: str, kind: str = "paragraph", default: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" {default}w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="a"/>'
        f'<w:next w:val="a"/><w:link w:val="{style_id}0"/><w:uiPriority w:val="9"/><w:qFormat/><w:rsid w:val="00B47A1E"/>'
        f"{properties}</w:style>"
    )


def run(words: str, hint: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体" w:cs="宋体"{hint}/>'
    return (
        f'<w:r {RSID}><w:rPr>{fonts}<w:color w:val="000000" w:themeColor="text1"/><w:kern w:val="0"/>'
        f'<w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t>{words}</w:t></w:r>'
    )


def word_paragraph(ordinal: int, properties: str, content: str) -> str:
    return (
        f'<w:p w14:paraId="{ordinal:08X}" w14:textId="77777777" {RSID} w:rsidRDefault="00B47A1E" w:rsidP="00C8520F">'
        f'<w:pPr>{properties}<w:rPr><w:rFonts w:hint="eastAsia"/><w:szCs w:val="21"/></w:rPr></w:pPr>{content}</w:p>'
    )


def multilevel(*levels: tuple[str, str, str]) -> str:
    """An abstract numbering as Word's dialog for multilevel lists leaves it: (format, text, style)."""
    written = "".join(
        f'<w:lvl w:ilvl="{index}" w:tplc="0409000F"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:suff w:val="space"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" '
        'w:firstLine="0"/></w:pPr><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr></w:lvl>'
        for index, (form, label, style) in enumerate(levels)
    )
    return (
        '<w:abstractNum w:abstractNumId="0"><w:nsid w:val="1A2B3C4D"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="5E6F7A8B"/>{written}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def heading(style_id: str, name: str, level: int) -> str:
    number = f'<w:numPr>{f"<w:ilvl w:val={chr(34)}{level}{chr(34)}/>" if level else ""}<w:numId w:val="1"/></w:numPr>'
    return word_style(style_id, name, f'<w:pPr><w:keepNext/>{number}<w:outlineLvl w:val="{level}"/></w:pPr>')


NORMAL = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:kern '
    'w:val="2"/><w:sz w:val="21"/><w:szCs w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    + LATENT
    + '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl '
    'w:val="0"/><w:jc w:val="both"/></w:pPr></w:style><w:style w:type="character" w:default="1" w:styleId="a0"><w:name '
    'w:val="Default Paragraph Font"/></w:style><w:style w:type="numbering" w:default="1" w:styleId="a2"><w:name '
    'w:val="No List"/></w:style>'
)


def test_word_in_chinese() -> None:
    """Styles named by digits, runs split by revision ids and hints, spelling marks, _GoBack, page breaks as rendered."""
    styles = NORMAL + heading("1", "heading 1", 0) + heading("2", "heading 2", 1)
    lists = multilevel(
        ("chineseCountingThousand", "第%1章", "1"), ("chineseCountingThousand", "第%2条", "2"), ("decimal", "%3、", "")
    )
    marks = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    clause = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr><w:spacing w:line="360" w:lineRule="auto"/>'
    broken = f"<w:r {RSID}><w:lastRenderedPageBreak/><w:t>三十日</w:t></w:r>"
    body = word_paragraph(1, '<w:pStyle w:val="1"/>', run("总") + marks + run("则", ' w:hint="eastAsia"'))
    body += word_paragraph(2, '<w:pStyle w:val="2"/>', run("付款"))
    body += word_paragraph(
        3, clause, run("甲方应于收到发票后") + broken + run("内付款", ' w:hint="eastAsia"') + run("。")
    )
    body += word_paragraph(4, '<w:pStyle w:val="2"/>', run("违约"))
    body += word_paragraph(5, '<w:pStyle w:val="1"/>', run("附则"))
    document = read(make(body + "<w:sectPr><w:docGrid w:type='lines'/></w:sectPr>", styles=styles, numbering=lists))
    assert document.text.split("\n") == [
        "第一章 总则",
        "第一条 付款",
        "1、 甲方应于收到发票后三十日内付款。",
        "第二条 违约",
        "第二章 附则",
    ]
    assert [block.level for block in document.blocks] == [1, 2, None, 2, 1]
    place = document.places(document.text.index("三十日"), document.text.index("三十日") + 3)[0].to_json()
    assert (place["paragraph"], place["para_id"]) == (2, "00000003")


def test_word_in_japanese() -> None:
    """見出し 1 is called heading 1 inside; articles by a list of full-width figures, items by iroha; ruby; 印 in a box."""
    styles = (
        NORMAL
        + heading("10", "heading 1", 0)
        + word_style("af", "List Paragraph", "<w:pPr><w:ind w:leftChars='400'/></w:pPr>")
    )
    lists = multilevel(
        ("decimalFullWidth", "第%1条", "10"), ("decimalFullWidth", "%2", ""), ("irohaFullWidth", "(%3)", "")
    )
    number = '<w:pStyle w:val="af"/><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr><w:ind w:leftChars="0"/>'
    ruby = (
        f'<w:r {RSID}><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:lid w:val="ja-JP"/>'
        f"</w:rubyPr><w:rt>{run('こう')}</w:rt><w:rubyBase>{run('甲')}</w:rubyBase></w:ruby></w:r>"
    )
    body = word_paragraph(1, '<w:pStyle w:val="10"/>', run("（目的）"))
    body += word_paragraph(2, number.format(1), ruby + run("は、乙に対し、本件業務を委託する。"))
    body += word_paragraph(3, number.format(2), run("設計")) + word_paragraph(4, number.format(2), run("監理"))
    body += word_paragraph(5, '<w:pStyle w:val="10"/>', run("（期間）"))
    assert read(make(body, styles=styles, numbering=lists)).text.split("\n") == [
        "第１条 （目的）",
        "１ 甲は、乙に対し、本件業務を委託する。",
        "(イ) 設計",
        "(ロ) 監理",
        "第２条 （期間）",
    ]


def test_wps() -> None:
    """WPS names styles by plain digits, writes the font of a run twice, wraps shapes, and leaves its own data behind."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="1"/><w:next w:val="1"/>'
        '<w:qFormat/><w:uiPriority w:val="0"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="6"><w:name w:val="Default Paragraph Font"/></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:nsid w:val="BF205925"/><w:multiLevelType w:val="singleLevel"/>'
        '<w:tmpl w:val="BF205925"/><w:lvl w:ilvl="0" w:tentative="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def wps(words: str) -> str:
        fonts = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/>'
        more = '<w:kern w:val="0"/><w:sz w:val="24"/><w:highlight w:val="none"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar"/>'
        return f"<w:r><w:rPr>{fonts}{more}</w:rPr><w:t>{words}</w:t></w:r>"

    mark = '<w:rPr><w:rFonts w:hint="default"/><w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    blank = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">      </w:t></w:r>'
    body = f'<w:p><w:pPr><w:pStyle w:val="2"/><w:bidi w:val="0"/>{mark}</w:pPr>{wps("租赁合同")}</w:p>'
    body += f'<w:p><w:pPr><w:keepNext w:val="0"/>{number}<w:jc w:val="both"/>{mark}</w:pPr>{wps("租金")}{wps("：人民币")}{blank}{wps("元")}</w:p>'
    body += f"<w:p><w:pPr>{number}{mark}</w:pPr>{wps('租期')}</w:p>"
    custom = {
        "customXml/item1.xml": b'<s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData" xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><customSectProps/></s:customData>'
    }
    document = read(make(body, styles=styles, numbering=lists, members=custom))
    assert document.text.split("\n") == ["租赁合同", "三、租金：人民币      元", "四、租期"]
    assert (document.blocks[0].kind, document.issues) == ("heading", ())


def test_hancom_office() -> None:
    """Hancom writes its own style ids, no theme, a run per font change, and 제1조 as plain text or by a list."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="함초롬바탕" w:eastAsia="함초롬바탕"/><w:sz w:val="20"/></w:rPr>'
        '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="0"><w:name w:val="Normal"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="0"/><w:pPr>'
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    lists = multilevel(("decimal", "제%1조", "1"), ("decimalEnclosedCircle", "%2", ""), ("ganada", "%3.", ""))

    def hancom(words: str) -> str:
        fonts = '<w:rFonts w:ascii="맑은 고딕" w:eastAsia="맑은 고딕" w:hAnsi="맑은 고딕"/><w:spacing w:val="-4"/><w:w w:val="95"/>'
        return f'<w:r><w:rPr>{fonts}<w:color w:val="000000"/><w:shd w:val="clear" w:color="000000" w:fill="auto"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'

    number = '<w:pStyle w:val="0"/><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr><w:wordWrap w:val="1"/>'
    body = f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{hancom("(목적)")}</w:p>'
    body += f"<w:p><w:pPr>{number.format(1)}</w:pPr>{hancom('갑은 ')}{hancom('을에게')}{hancom(' 위탁한다.')}</w:p>"
    body += f"<w:p><w:pPr>{number.format(2)}</w:pPr>{hancom('설계')}</w:p><w:p><w:pPr>{number.format(2)}</w:pPr>{hancom('감리')}</w:p>"
    body += f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{hancom("(기간)")}</w:p>'
    document = read(make(body, styles=styles, numbering=lists))
    assert document.text.split("\n") == [
        "제1조 (목적)",
        "① 갑은 을에게 위탁한다.",
        "가. 설계",
        "나. 감리",
        "제2조 (기간)",
    ]
    assert (document.language, document.asides) == ("ko", ())
