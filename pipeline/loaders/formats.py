"""Every format that is read: what reads it, and the names under which people keep it. A row more is a format more."""

from __future__ import annotations

from typing import NamedTuple


class Reader(NamedTuple):
    """`kind` is what sniff.py calls it; `loads` is "module:function", imported when the first such file is read.

    A file with one of the `suffixes` was meant as a contract: if it cannot be read, somebody must be told. `marked`
    formats are known by their bytes under any name; the others only under a name of theirs.
    """

    kind: str
    loads: str
    suffixes: tuple[str, ...]
    marked: bool = True


READERS = {
    reader.kind: reader
    for reader in (
        Reader("pdf", "pipeline.loaders.pdf_file:load", (".pdf",)),
        Reader("docx", "pipeline.loaders.docx_file:load", (".docx", ".docm", ".dotx", ".dotm")),
        Reader("hwp", "pipeline.loaders.hwp_file:load", (".hwp",)),
        Reader("hwpx", "pipeline.loaders.hwpx_file:load", (".hwpx",)),
        Reader("text", "pipeline.loaders.text_file:load", (".txt", ".text", ".md", ".markdown"), marked=False),
    )
}
CONTRACT_SUFFIXES = frozenset(suffix for reader in READERS.values() for suffix in reader.suffixes)
MARKED_KINDS = frozenset(reader.kind for reader in READERS.values() if reader.marked)
# Plain text, which no byte tells from a table or a program, is read without a suffix too.
TEXT_SUFFIXES = frozenset({"", *READERS["text"].suffixes})
