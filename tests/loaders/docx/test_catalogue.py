"""A part cut into its entries tells the same as the part parsed as a whole."""

from __future__ import annotations

import io
import zipfile
from time import process_time

import pytest
from lxml import etree

from pipeline.loaders.docx.catalogue import Catalogue
from pipeline.loaders.limits import Limits
from pipeline.loaders.package import Package
from tests.loaders.docx_file_maker import NAMESPACES, make, read, styled

STYLE = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{1}"/></w:style>'
STYLES = STYLE.format("a", "one") + "\n  " + STYLE.format("条文", "two") + STYLE.format("a", "three")
HIDING = '<w:style w:type="paragraph" w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style>'


def part(content: str, opening: str = f"<w:styles {NAMESPACES}>", closing: str = "</w:styles>") -> Catalogue:
    return Catalogue(package(f"{opening}{content}{closing}".encode()), "word/styles.xml")


def package(data: bytes) -> Package:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/styles.xml", data)
    return Package(file.getvalue(), "a.docx", Limits())


def names(catalogue: Catalogue) -> dict[str, str]:
    entries = catalogue.entries("style", "styleId")
    return {own_id: etree.tostring(entries.get(own_id), method="c14n").decode() for own_id in entries.ids}


# As Word writes it, and in ways in which entries cannot be told by the letter.
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<w:name", "<w:name"),
        ('w:styleId="a"', "w:styleId='a'"),
        ("</w:style>", "</w:style ><!-- <w:style w:styleId='x'/> -->"),
        ("</w:style>\n", '</w:style><w:style w:styleId="empty"/>'),
        ("</w:style>\n", '</w:style><w:style w:styleId="x&amp;y"></w:style>'),
        ('<w:style w:type="paragraph"', '<w:style\nw:type="paragraph"'),
        ("</w:style>\n", '</w:style><w:styleLink w:styleId="x"/>'),
        ("</w:style>\n", '</w:style><?word <w:style w:styleId="x"></w:style>?>'),
    ],
)
def test_entries_are_those_of_the_whole_part(was: str, becomes: str) -> None:
    content = STYLES.replace(was, becomes)
    whole = part(content, f"<w:styles {NAMESPACES}><![CDATA[ ]]>")
    assert names(part(content)) == names(whole)
    assert "three" in names(whole)["a"]


def test_entries_keep_the_namespaces_of_the_root() -> None:
    catalogue = part(STYLE.format("a", "one").replace("<w:name", '<w14:own w14:val="1"/><w:name'))
    style = catalogue.entries("style", "styleId").get("a")
    assert style[0].tag.startswith("{http://schemas.microsoft.com/office/word/2010/")


def test_names_that_begin_alike_are_told_apart() -> None:
    held = package(
        f'<w:numbering {NAMESPACES}><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl>'
        f'<w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride></w:num></w:numbering>'.encode()
    )
    numbers = Catalogue(held, "word/styles.xml").entries("num", "numId")
    assert numbers.ids == ("1",)
    assert len(numbers.get("1")) == 2


def test_other_prefixes_are_read_as_a_whole() -> None:
    names_of_x = NAMESPACES.replace("xmlns:w=", "xmlns:x=")
    catalogue = part(STYLES.replace("w:", "x:"), f"<x:styles {names_of_x}>", "</x:styles>")
    assert list(names(catalogue)) == ["a", "条文"]


def test_holding_finds_every_entry_with_the_word() -> None:
    found = part(STYLES + HIDING).entries("style", "styleId").holding(b"vanish")
    assert [own_id for own_id, _ in found] == ["Hide"]


def test_what_stands_alone_is_found_beside_the_entries() -> None:
    catalogue = part("<w:docDefaults><w:rPrDefault/></w:docDefaults>" + STYLES)
    assert len(catalogue.only("docDefaults")) == 1
    assert part(STYLES).only("docDefaults") is None
    assert len(part("<w:docDefaults ><w:rPrDefault/></w:docDefaults>").only("docDefaults")) == 1


def test_damage_to_an_entry_is_noted_when_it_is_asked_for() -> None:
    held = package(f"<w:styles {NAMESPACES}>{STYLES.replace('<w:name', '<w:broken')}</w:styles>".encode())
    assert Catalogue(held, "word/styles.xml").entries("style", "styleId").get("a") is not None
    held = package(f"<w:styles {NAMESPACES}>{STYLES.replace('<w:name w:val', '<w:name><w:val')}</w:styles>".encode())
    assert Catalogue(held, "word/styles.xml").entries("style", "styleId").get("a") is None
    assert held.damaged_parts


@pytest.mark.parametrize("data", [b"", b"no XML", f"<w:styles {NAMESPACES}><w:style".encode()])
def test_a_damaged_part_lists_nothing(data: bytes) -> None:
    held = package(data)
    catalogue = Catalogue(held, "word/styles.xml")
    assert catalogue.is_absent
    assert catalogue.entries("style", "styleId").ids == ()


def test_a_missing_part_lists_nothing_and_is_no_damage() -> None:
    held = package(b"")
    assert Catalogue(held, "").is_absent
    assert Catalogue(held, "word/numbering.xml").is_absent
    assert not held.damaged_parts


@pytest.mark.parametrize("name", ['w:val="Hide"', "w:val='Hide'", 'w:val = "Hide"', 'w:val="H&#105;de"'])
def test_a_style_that_hides_hides_however_it_is_named(name: str) -> None:
    data = make(styled("seen", "a") + styled("unseen", "Hide").replace('w:val="Hide"', name), styles=STYLES + HIDING)
    assert read(data).text == "seen"


def test_an_opening_of_many_ids_that_never_ends_costs_no_square_of_them() -> None:
    """A minute if it were looked through from each."""
    before = process_time()
    assert part("<w:style " + 'w:styleId="a" ' * 20_000 + "<x</w:style>").slices("style", "styleId") is None
    assert process_time() - before < 5
