"""What takes long to import stays out of the way of a plain PDF: its child starts, and OCR waits, for every command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.loaders.pdf_samples import one_page

_PLAIN = one_page(b"BT /F1 12 Tf 72 720 Td (Article 1 The parties agree.) Tj ET")
_LOADED = "import sys; sys.path[:] = {path}; {work}; print([name for name in {names} if name in sys.modules])"


@pytest.mark.parametrize(
    ("work", "names"),
    [
        ("import pipeline.loaders.pdf.child", ["dataclasses", "inspect", "pipeline.loaders.pages.paged"]),
        ("import pipeline; pipeline.load({file!r})", ["pipeline.loaders.ocr.scans", "pipeline.loaders.program"]),
    ],
    ids=["child", "document"],
)
def test_what_a_plain_document_needs_not_is_not_loaded(tmp_path: Path, work: str, names: list[str]) -> None:
    file = tmp_path / "plain.pdf"
    file.write_bytes(_PLAIN)
    code = _LOADED.format(path=sys.path, work=work.format(file=str(file)), names=names)
    told = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
