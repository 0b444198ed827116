"""Hostile and damaged packages end in a clear error; unusual but honest ones are read."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any, cast

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from tests.loaders.docx_file_maker import level, make, numbered, numbering, pack, paragraph, read, row, table, text


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, limits)
    assert "contract.docx" in str(caught.value)
    return caught.value.code


def with_document(xml: bytes, **members: bytes) -> bytes:
    return make("", members={"word/document.xml": xml} | members)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_millions_of_empty_paragraphs_are_refused_before_they_are_parsed() -> None:
    many = b"<w:p/>" * 3_000_000
    assert code_of(make("", members={"word/document.xml": many})) == "too_large"


def test_part_that_unpacks_to_much_more_than_it_should() -> None:
    assert code_of(make(paragraph("A" * 2_000_000), members={})) == "too_large"


def test_many_elements_that_do_not_pack_well() -> None:
    limits = Limits(elements=1000)
    assert code_of(make("".join(paragraph(str(index)) for index in range(500))), limits) == "too_large"


def test_sum_of_members_and_number_of_members() -> None:
    data = make(paragraph("甲"), members={f"media/{index}.bin": bytes(1000) for index in range(50)})
    assert code_of(data, Limits(unpacked_bytes=20_000)) == "too_large"
    assert code_of(data, Limits(members=20)) == "too_large"


def test_text_over_the_limit() -> None:
    assert code_of(make(paragraph("甲" * 200) + paragraph("乙")), Limits(characters=100)) == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(encoding: str) -> None:
    declaration = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    xml = declaration + unpacked(make(paragraph("&b;")))["word/document.xml"].decode().partition("?>")[2]
    assert code_of(with_document(xml.encode(encoding))) == "damaged"


def test_external_entities_and_relations_are_not_fetched(tmp_path: object) -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" '
        b'Type="http://x/styles" Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/></Relationships>'
    )
    document = read(make(paragraph("甲"), members={"word/_rels/document.xml.rels": relations}))
    assert document.text == "甲"


def test_deep_nesting() -> None:
    assert (
        code_of(make("<w:sdt><w:sdtContent>" * 2000 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 2000)) == "damaged"
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_off_anywhere(share: float) -> None:
    data = make("".join(paragraph(f"第{index}条") for index in range(200)))
    assert code_of(data[: int(len(data) * share)]) == "damaged"


def test_flipped_bytes_in_the_packed_text() -> None:
    data = bytearray(make("".join(paragraph(f"第{index}条 甲乙丙丁") for index in range(300))))
    at = data.index(b"word/document.xml") + 200
    data[at : at + 8] = b"\xff" * 8
    assert code_of(bytes(data)) == "damaged"


def test_broken_xml_and_missing_body() -> None:
    assert code_of(with_document(b"<w:document")) == "damaged"
    assert code_of(with_document(b"<document/>")) == "damaged"
    files = unpacked(make(paragraph("x")))
    del files["word/document.xml"]
    assert code_of(pack(files)) == "damaged"


@pytest.mark.parametrize("part", ["word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_damage_to_a_part_that_is_not_the_text_is_an_issue(part: str) -> None:
    files = unpacked(make(numbered("甲") + paragraph("乙"), numbering=numbering(level(0, "decimal", "%1.")), styles=""))
    document = read(pack(files | {part: b"<broken"}))
    assert document.text.split("\n")[1] == "乙"
    assert [issue.params["names"] for issue in document.issues if issue.code == "part_damaged"] == [part]


def test_numbers_whose_list_is_missing_are_counted() -> None:
    files = unpacked(make(numbered("甲") + numbered("乙"), numbering=numbering(level(0, "decimal", "%1."))))
    del files["word/numbering.xml"]
    (issue,) = read(pack(files)).issues
    assert (issue.code, issue.params["count"]) == ("numbering_missing", 2)


def test_two_parts_of_one_name() -> None:
    stream = io.BytesIO()
    files = unpacked(make(paragraph("甲")))
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in [("WORD/document.xml", files["word/document.xml"].replace("甲".encode(), "乙".encode()))]:
            archive.writestr(name, content)
        for name, content in files.items():
            archive.writestr(name, content)
    document = read(stream.getvalue())
    assert (document.text, [issue.code for issue in document.issues]) == ("甲", ["part_twice"])


@pytest.mark.parametrize("escaped", ["my%20text.xml", "%E6%AD%A3%E6%96%87.xml"])
def test_names_of_parts_may_be_escaped(escaped: str) -> None:
    files = unpacked(make(numbered("甲"), numbering=numbering(level(0, "decimal", "第%1条"))))
    named = {name.replace("document.xml", escaped): content for name, content in files.items()}
    named["_rels/.rels"] = files["_rels/.rels"].replace(b"document.xml", escaped.encode())
    assert read(pack(named)).text == "第1条 甲"


def test_document_type_in_an_encoding_that_hides_it() -> None:
    xml = unpacked(make(paragraph("甲")))["word/document.xml"].decode().partition("?>")[2]
    hidden = f'<?xml version="1.0" encoding="UTF-16LE"?><!DOCTYPE w [<!ENTITY a "a">]>{xml}'.encode("utf-16-le")
    assert code_of(with_document(hidden)) == "damaged"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le"])
def test_parts_in_other_encodings(encoding: str) -> None:
    xml = unpacked(make(paragraph("第一条 甲方")))["word/document.xml"].decode().replace("UTF-8", encoding)
    assert read(with_document(xml.encode(encoding))).text == "第一条 甲方"


def test_streamed_and_large_zip_members() -> None:
    files = unpacked(make(paragraph("甲")))
    for is_large in (True, False):
        stream = io.BytesIO()
        sink = cast(io.BytesIO, stream if is_large else _Pipe(stream))
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                with archive.open(name, "w", force_zip64=is_large) as member:
                    member.write(content)
        assert read(stream.getvalue()).text == "甲"


class _Pipe(io.RawIOBase):
    """Cannot be rewound, so that sizes stand behind the data."""

    def __init__(self, stream: io.BytesIO) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._stream.write(bytes(data))


def test_encrypted_member() -> None:
    data = bytearray(make(paragraph("甲")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert code_of(bytes(data)) == "encrypted"


def test_directory_of_a_million_entries_is_not_built() -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 60_000_000, 0, 0)
    assert code_of(bytes(60_000_000) + end) == "too_large"


def test_nothing_to_read() -> None:
    assert code_of(make(paragraph() + paragraph("  ") + table(row("", "")))) == "no_text"
    assert code_of(make(paragraph(text("藏", "<w:vanish/>")))) == "hidden_text_only"


def test_strict_namespaces() -> None:
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in unpacked(
            make(
                paragraph("甲", "<w:sectPr><w:headerReference r:id='header1'/></w:sectPr>"),
                margins={"header1": paragraph("眉")},
            )
        ).items()
    }
    document = read(pack(strict))
    assert (document.text, [aside.text for aside in document.asides]) == ("甲", ["眉"])


def test_utf_16_parts_and_odd_member_names() -> None:
    files = unpacked(make(paragraph("甲")))
    xml = files.pop("word/document.xml").decode().replace("UTF-8", "UTF-16")
    assert read(pack(files | {"Word\\Document.XML": xml.encode("utf-16")})).text == "甲"


def test_main_part_is_found_by_its_relation() -> None:
    files = unpacked(make(paragraph("甲")))
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    assert read(pack(files)).text == "甲"


def test_many_attributes_on_one_element_are_read_in_linear_time() -> None:
    attributes = " ".join(f'a{index}="{index * 7919 % 10007}"' for index in range(20_000))
    assert read(make(f"<w:p {attributes}>{text('甲')}</w:p>")).text == "甲"


def test_unending_alternation_of_marks_is_read_in_linear_time() -> None:
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000
    assert read(make(paragraph(begins + text("甲")))).text == "甲"


def test_a_text_longer_than_the_parser_takes_is_too_large_and_not_damaged() -> None:
    varied = "".join(f"{number:06x}" for number in range(1_700_000))
    field = f'<w:fldSimple w:instr="TITLE"><w:r><w:t>{varied}</w:t></w:r></w:fldSimple>'
    assert code_of(make(f"<w:p>{field}</w:p>")) == "too_large"
