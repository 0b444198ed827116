"""What the groups and signs of Rich Text Format are called (1.9.1), by what becomes of them."""

from __future__ import annotations

SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "~": "\xa0", "_": "\u2011",
}  # fmt: skip
# Groups by where their text goes; those that are not known and marked \* are skipped.
TARGETS = {
    "listtext": "number", "pntext": "number", "header": "header", "headerl": "header", "headerr": "header",
    "headerf": "header", "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "annotation": "comment", "footnote": "footnote", "fonttbl": "fonts", "revtbl": "authors", "pn": "list",
    "fldinst": "instruction", "formfield": "form", "listtable": "lists", "listoverridetable": "overrides",
    "leveltext": "level", "pict": "picture", "objclass": "class", "sp": "shape",
}  # fmt: skip
# Groups of drawings that hold text boxes somewhere inside, and those boxes.
DRAWINGS, BOXES = frozenset({"shpinst", "do"}), frozenset({"shptxt", "dptxbxtext"})
# Marked \* for readers that know no such thing; their groups hold text all the same, or a picture of it.
OPEN = frozenset({"cs", "ds", "ts", "shppict", "result"})
# Targets of what is no text.
SILENT = ("skip", "picture", "shape")
SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "objdata", "shprslt", "xe", "tc", "nonshppict", "datafield", "ftnsep", "ftnsepc"}
    | {"ftncn", "aftnsep", "aftnsepc", "aftncn", "rsidtbl", "generator", "listname", "levelnumbers", "objname"}
    | {"atnid", "atnauthor", "atntime", "atnref", "atnicn", "atrfstart", "atrfend", "bkmkstart", "bkmkend", "themedata"}
    | {"colorschememapping", "latentstyles", "datastore", "filetbl", "nextfile", "template", "upr", "objtime"}
)
PARAGRAPH_ENDS, LINE_ENDS = frozenset({"par", "sect"}), frozenset({"page", "line", "column", "softline"})
CELL_ENDS = frozenset({"cell", "nestcell", "row", "nestrow"})
