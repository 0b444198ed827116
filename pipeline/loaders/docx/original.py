"""The text before its revisions: all that nobody has accepted yet is rejected in the tree, before it is read."""

from __future__ import annotations

from pipeline.loaders.docx.names import w
from pipeline.loaders.package import Element

_OPPOSITES = (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
_RENAMED = {
    **{w(one): w(other) for pair in _OPPOSITES for one, other in (pair, pair[::-1])},
    w("delText"): w("t"),
    w("delInstrText"): w("instrText"),
}
_CHANGES = tuple(w(f"{name}PrChange") for name in ("p", "r", "tc", "tr", "tbl"))
_LIST, _INSERTED = w("numPr"), w("ins")
# What stands among properties without being one that a change could have replaced.
_LASTING = frozenset({*_RENAMED, *_CHANGES, w("rPr"), w("sectPr")})


def reject(root: Element) -> None:
    """Insertions become deletions and the other way round; changed properties become what they were."""
    for change in list(root.iter(*_CHANGES)):
        _restore(change)
    for listing in [listing for listing in root.iter(_LIST) if listing.find(_INSERTED) is not None]:
        listing.getparent().remove(listing)
    for revision in list(root.iter(*_RENAMED)):
        revision.tag = _RENAMED[revision.tag]


def _restore(change: Element) -> None:
    """The old properties stand inside the change, which stands inside the new ones (ECMA-376 part 1, 17.13.5)."""
    properties = change.getparent()
    former = [old for container in change for old in container]
    for child in [child for child in properties if child.tag not in _LASTING]:
        properties.remove(child)
    properties.remove(change)
    properties.extend(former)
