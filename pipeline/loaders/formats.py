"""Every format that is read: what reads it, and the names under which people keep it. A row more is a format more."""

from __future__ import annotations

from typing import NamedTuple


class Reader(NamedTuple):
    """`kind` is what sniff.py calls it; `loads` is "module:function", imported when the first such file is read.

    A file with one of the `suffixes` was meant as a contract: if it cannot be read, somebody must be told. `marked`
    formats are known by their bytes under any name; the others only under a name of theirs. `original` reads the text
    before its revisions, where the format keeps them.
    """

    kind: str
    loads: str
    suffixes: tuple[str, ...]
    marked: bool = True
    original: str | None = None


READERS = {
    reader.kind: reader
    for reader in (
        Reader("pdf", "pipeline.loaders.pdf_file:load", (".pdf",)),
        Reader(
            "docx",
            "pipeline.loaders.docx_file:load",
            (".docx", ".docm", ".dotx", ".dotm"),
            original="pipeline.loaders.docx_file:load_original",
        ),
        Reader("flat", "pipeline.loaders.flat_file:load", (), original="pipeline.loaders.flat_file:load_original"),
        Reader("ofd", "pipeline.loaders.ofd_file:load", (".ofd",)),
        Reader("hwp", "pipeline.loaders.hwp_file:load", (".hwp",)),
        Reader("hwpx", "pipeline.loaders.hwpx_file:load", (".hwpx",)),
        Reader(
            "office",
            "pipeline.loaders.office_file:load",
            (".doc", ".dot", ".wps", ".wpt", ".odt", ".ott", ".fodt"),
            original="pipeline.loaders.office_file:load_original",
        ),
        # TIFF is what scanners and fax machines write. Other pictures of a folder are signatures and logos as often as
        # scans: their size tells, unless somebody names them.
        Reader("image", "pipeline.loaders.image_file:load", (".tif", ".tiff"), marked=False),
        Reader("rtf", "pipeline.loaders.rtf_file:load", (".rtf",), original="pipeline.loaders.rtf_file:load_original"),
        Reader("html", "pipeline.loaders.html_file:load", (".html", ".htm", ".xhtml"), marked=False),
        Reader("mail", "pipeline.loaders.mail_file:load", (".eml", ".mht", ".mhtml"), marked=False),
        Reader("text", "pipeline.loaders.text_file:load", (".txt", ".text", ".md", ".markdown"), marked=False),
    )
}
# Files that hold files, by kind; a mail is read for itself too.
CONTAINERS = {
    "zip": "pipeline.loaders.archive:open_archive",
    "mail": "pipeline.loaders.mail_file:open_mail",
}
CONTAINER_SUFFIXES = frozenset({".zip", *READERS["mail"].suffixes})
# Archives and messages of which nobody here can say what they hold: never passed over in silence.
_REFUSED_SUFFIXES = frozenset({".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".lzh", ".alz", ".egg", ".msg"})
CONTRACT_SUFFIXES = _REFUSED_SUFFIXES.union(CONTAINER_SUFFIXES, *(reader.suffixes for reader in READERS.values()))
MARKED_KINDS = frozenset(reader.kind for reader in READERS.values() if reader.marked)
# Pictures that a run passes over in a folder, and says so.
PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png"})
# Plain text, which no byte tells from a table or a program, is read without a suffix too.
TEXT_SUFFIXES = frozenset({"", *READERS["text"].suffixes})
