"""Rich Text Format (.rtf, and the .doc that is RTF): read here, since the numbers of its lists stand in the file."""

from __future__ import annotations

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf.reader import RtfReader
from pipeline.loaders.silence import no_text, silence


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of an RTF file. Raises DocumentError."""
    return _load(data, name, sha256, limits, original=False)


def load_original(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads it as it was before the revisions that nobody has accepted yet. Raises DocumentError."""
    return _load(data, name, sha256, limits, original=True)


def _load(data: bytes, name: str, sha256: str, limits: Limits, original: bool) -> Document:
    words = data.count(b"\\") + data.count(b"{")
    limits.check(name, elements=2 * words, lines=data.count(b"\\par") // 2)
    builder = DocumentBuilder(name, sha256, "rtf")
    reader = RtfReader(builder, limits, original)
    reader.read(data)
    if not builder.length:
        raise silence(name, reader.findings, limits) if reader.findings.scans else no_text(name, builder.asides)
    return builder.finish()
