"""Words inside pictures stand aside; embedded files are counted."""

from __future__ import annotations

import pytest

from pipeline.document.model import Document
from tests.loaders.docx_file_maker import R, make, paragraph, read, text

A, C = (f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("main", "chart"))
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WORDS = f'<a:p xmlns:a="{A}"><a:r><a:t>甲方</a:t></a:r><a:r><a:t>付款</a:t></a:r></a:p><a:p xmlns:a="{A}"/>'


def with_drawing(inside: str, part: str) -> Document:
    relation = f'<Relationship Id="d1" Type="{R}/any" Target="drawn.xml"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    members = {"word/_rels/document.xml.rels": relations.encode(), "word/drawn.xml": part.encode()}
    drawing = f"<w:r><w:drawing>{inside}</w:drawing></w:r>"
    return read(make(paragraph(text("前") + drawing + text("后")) + paragraph(drawing), members=members))


def test_diagrams_and_charts_once() -> None:
    points = "".join(f"<c:pt><c:v>{year}年</c:v></c:pt>" for year in (2026, 2027))
    chart = f'<c:chartSpace xmlns:c="{C}">{WORDS}<c:cat><c:strCache>{points}</c:strCache></c:cat></c:chartSpace>'
    document = with_drawing(f'<c:chart xmlns:c="{C}" r:id="d1"/>', chart)
    assert document.text == "前后"
    assert [(aside.kind, aside.text) for aside in document.asides] == [("chart", "甲方付款\n2026年 2027年")]
    diagram = f'<dgm:relIds xmlns:dgm="{DIAGRAM}" r:dm="d1"/>'
    document = with_drawing(diagram, f'<d:dataModel xmlns:d="{DIAGRAM}">{WORDS}</d:dataModel>')
    assert [(aside.kind, aside.text) for aside in document.asides] == [("diagram", "甲方付款")]


def test_words_drawn_in_place_and_a_broken_part() -> None:
    document = with_drawing(WORDS, "")
    assert [(aside.kind, aside.text) for aside in document.asides] == [("drawing", "甲方付款")] * 2
    document = with_drawing(f'<c:chart xmlns:c="{C}" r:id="d1"/>', "<broken")
    assert (document.text, [issue.code for issue in document.issues]) == ("前后", ["part_damaged"])


@pytest.mark.parametrize(("program", "count"), [("Word.Document.12", 1), ("Excel.Sheet.12", 1), ("Equation.3", 0)])
def test_embedded_files(program: str, count: int) -> None:
    ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{program}" r:id="x"/>'
    document = read(make(paragraph(text("附表见") + f"<w:r><w:object>{ole}</w:object></w:r>")))
    assert [issue.params["count"] for issue in document.issues] == [count] * count


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ('<w:drawing><wp:inline><wp:docPr hidden="1"/>{}</wp:inline></w:drawing>', False),
        ('<w:drawing><wp:inline><wp:docPr hidden="0"/>{}</wp:inline></w:drawing>', True),
        ('<w:pict><v:shape style="width:9pt; visibility: hidden">{}</v:shape></w:pict>', False),
        ('<w:pict><v:shape style="width:9pt">{}</v:shape></w:pict>', True),
    ],
)
def test_the_text_of_a_drawing_that_is_switched_off(picture: str, shown: bool) -> None:
    box = picture.format(f"<w:txbxContent>{paragraph('盒')}</w:txbxContent>")
    box = box.replace("<wp:inline>", f'<wp:inline xmlns:wp="{DRAWING}">')
    document = read(make(paragraph(text("甲") + f"<w:r>{box}</w:r>")))
    assert document.text.split("\n") == (["甲", "盒"] if shown else ["甲"])
    assert [(aside.kind, aside.text) for aside in document.asides] == ([] if shown else [("hidden", "盒")])
