"""Objects of a PDF to a file, with what makes it one: a header, a cross-reference table, a trailer."""

from __future__ import annotations

import io
from collections.abc import Sequence


def write_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects 1, 2, 3 … as a file; the first is the catalog, `trailer` what its dictionary holds beside it."""
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.7\n%\xe4\xb8\xad\xe6\x96\x87\n")
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()
