"""Word packages in one XML file."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders import registry
from tests.loaders.docx_file_maker import PACKAGE, R, make, paragraph, text

HEAD = '<?xml version="1.0" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>'
OPEN = '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
BODY = paragraph(text("第一条") + f'<w:ins w:id="1" w:author="A">{text("付款")}</w:ins>')


def flat(*more: str) -> str:
    """The package of BODY in one file; `more` are further parts."""
    with zipfile.ZipFile(io.BytesIO(make(BODY))) as archive:
        parts = [
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{archive.read(name).decode().partition("?>")[2]}</pkg:xmlData></pkg:part>'
            if b"?>" in archive.read(name)
            else f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{archive.read(name).decode()}</pkg:xmlData></pkg:part>'
            for name in archive.namelist()
        ]
    return HEAD + OPEN + "".join([*parts, *more]) + "</pkg:package>"


def read(folder: Path, source: str, name: str = "契約.xml", **kept: str) -> Document:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return registry.load(path, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["契約.xml", "契約.doc", "契約.docx"])
def test_it_is_read_as_the_package_it_is(tmp_path: Path, name: str) -> None:
    picture = base64.encodebytes(bytes(12_000_000)).decode()
    extra = f'<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part>'
    document = read(tmp_path, flat(extra, '<pkg:part pkg:name="/x"/>'), name)
    assert (document.text, document.format, document.name) == ("第一条付款", "docx", name)
    assert document.places(0, 3)[0].to_json()["part"] == "word/document.xml"


def test_what_stands_there_in_base_64_is_read_too(tmp_path: Path) -> None:
    chunk = base64.b64encode("甲方应当付款。".encode()).decode()
    kinds = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="c" Type="{R}/aFChunk" Target="c.txt"/>'
    source = flat(f'<pkg:part pkg:name="/word/c.txt"><pkg:binaryData>{chunk}</pkg:binaryData></pkg:part>')
    source = source.replace("</w:body>", '<w:altChunk r:id="c"/></w:body>')
    source = source.replace(
        f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>', f"{kinds}</Relationships>"
    )
    assert read(tmp_path, source).text == "第一条付款\n甲方应当付款。"


def test_the_original_view(tmp_path: Path) -> None:
    assert read(tmp_path, flat(), revisions="original").text == "第一条"


@pytest.mark.parametrize(
    "source",
    [
        flat()[:-20],
        HEAD + OPEN + "</pkg:package>",
        flat().replace("<pkg:package", '<!DOCTYPE a [<!ENTITY b "c">]><pkg:package'),
        flat('<pkg:part pkg:name="/word/document.xml"><pkg:binaryData>!</pkg:binaryData></pkg:part>'),
    ],
)
def test_what_is_broken_is_damaged(tmp_path: Path, source: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, source)
    assert caught.value.code == "damaged"
