import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from making import markup, truths, word

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SOURCES = sorted((SAMPLES / "texts").glob("*.txt"))
WORD_SOURCES = [path for path in SOURCES if markup.read(path).settings["file"].endswith(".docx")]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_stored_truths_are_those_of_the_sources(source: Path) -> None:
    contract = markup.read(source)
    stored = json.loads((SAMPLES / "truths.json").read_text(encoding="utf-8"))
    assert stored[contract.settings["file"]] == truths.of(contract)
    assert (SAMPLES / contract.settings["file"]).is_file()


def test_a_truth_that_does_not_stand_in_the_text_is_refused() -> None:
    contract = markup.read(SAMPLES / "texts" / "ko-loan.txt")
    planted = contract.truths | {"forum": {"written": "부산지방법원"}}
    with pytest.raises(ValueError, match="부산지방법원"):
        truths.of(replace(contract, truths=planted))


@pytest.mark.parametrize("source", WORD_SOURCES, ids=lambda path: path.stem)
def test_the_same_source_gives_the_same_docx(source: Path) -> None:
    contract = markup.read(source)
    assert word.write(contract) == word.write(contract)


def test_a_number_that_word_would_not_print_is_refused() -> None:
    contract = markup.read(SAMPLES / "texts" / "zh-service.txt")
    blocks = tuple(replace(block, label="第九条") if block.label == "第八条" else block for block in contract.blocks)
    with pytest.raises(ValueError, match="Word would print 第八条"):
        word.write(replace(contract, blocks=blocks))


def test_automatic_numbers_are_in_no_paragraph() -> None:
    data = word.write(markup.read(SAMPLES / "texts" / "zh-service.txt"))
    with zipfile.ZipFile(BytesIO(data)) as package:
        body, numbering = (package.read(f"word/{name}.xml").decode() for name in ("document", "numbering"))
    assert "违约责任" in body
    assert "第十八条" not in body
    assert 'w:val="第%2条"' in numbering


def test_the_scan_has_pictures_and_no_text() -> None:
    with pypdfium2.PdfDocument(SAMPLES / "scans" / "zh-loan.pdf") as scan:
        texts = [page.get_textpage().get_text_range() for page in scan]
    assert texts == ["", ""]
    assert (SAMPLES / "scans" / "zh-loan.pdf").stat().st_size < 500_000


@pytest.mark.parametrize("name", [path.name for path in SAMPLES.glob("*.pdf")])
def test_every_heading_of_a_pdf_stands_on_its_pages(name: str) -> None:
    with pypdfium2.PdfDocument(SAMPLES / name) as document:
        printed = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    planted = json.loads((SAMPLES / "truths.json").read_text(encoding="utf-8"))[name]
    for article in planted["articles"] + planted["annexes"]:
        assert "".join(article["label"].split()) in printed
        assert "".join(article["title"].split()) in printed
