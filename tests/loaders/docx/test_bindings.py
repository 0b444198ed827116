"""Controls bound to data show the data, as Word does; where the file says something else, both are told."""

from __future__ import annotations

import pytest

from pipeline.document.model import Document
from tests.loaders.docx_file_maker import make, paragraph, read, text

STORE = "{AAAAAAAA-0000-0000-0000-000000000001}"
CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
PROPERTIES = f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
DATA = '<c xmlns="urn:c"><sum>500</sum><sum>900</sum><empty/></c>'


def bound(path: str, shown: str, extra: str = "<w:text/>", store: str = STORE) -> Document:
    mappings = "xmlns:n='urn:c'"
    binding = f'<w:dataBinding w:prefixMappings="{mappings}" w:xpath="{path}" w:storeItemID="{store}"/>'
    control = f"<w:sdt><w:sdtPr>{binding}{extra}</w:sdtPr><w:sdtContent>{text(shown)}</w:sdtContent></w:sdt>"
    members = {
        "customXml/item1.xml": DATA.encode(),
        "customXml/itemProps1.xml": PROPERTIES.encode(),
        "docProps/core.xml": b'<p xmlns="urn:c"><title>T</title></p>',
    }
    return read(make(paragraph(text("金额") + control + text("元")), members=members))


def test_the_data_is_shown_and_the_difference_told() -> None:
    document = bound("/n:c/n:sum[2]", "100")
    assert document.text == "金额900元"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("form_field", "100")]
    assert [(issue.code, issue.params["count"]) for issue in document.issues] == [("bound_text_differs", 1)]


def test_the_properties_of_the_document() -> None:
    assert bound("/n:p/n:title", "旧", store=CORE).text == "金额T元"


def test_data_in_place_of_a_prompt_and_a_blank_in_place_of_data() -> None:
    assert bound("/n:c/n:sum", "请输入", "<w:text/><w:showingPlcHdr/>").text == "金额500元"
    assert bound("/n:c/n:empty", "100").text == "金额____元"


@pytest.mark.parametrize(
    ("path", "extra", "store"),
    [
        ("/n:c/n:sum[2]", "<w:date/>", STORE),
        ("/n:c/n:nothing", "<w:text/>", STORE),
        ("/n:c/n:sum[9]", "<w:text/>", STORE),
        ("/n:other/n:sum", "<w:text/>", STORE),
        ("//n:sum", "<w:text/>", STORE),
        ("/n:c", "<w:text/>", STORE),
        ("count(//*)", "<w:text/>", STORE),
        ("", "<w:text/>", STORE),
        ("/n:c/n:sum", "<w:text/>", "{BBBB}"),
    ],
)
def test_what_leads_nowhere_leaves_the_text_as_it_is(path: str, extra: str, store: str) -> None:
    document = bound(path, "100", extra, store)
    assert (document.text, document.issues) == ("金额100元", ())
