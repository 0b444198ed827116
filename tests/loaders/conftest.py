"""OCR as it is without the extra, and as a fake that needs none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.loaders.ocr import scans
from pipeline.loaders.ocr.pool import Terms, pool

_FAKE = Terms(2, 1 << 30, 20.0, "", 20.0, "tests.loaders.ocr_fake_child")


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed."""
    monkeypatch.setattr(scans, "installed", lambda: False)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """OCR that does what the pixels of a picture tell it, and for any other answers with a line of its own."""
    monkeypatch.setattr(scans, "installed", lambda: True)
    monkeypatch.setattr(scans, "tesseract", lambda: "")
    monkeypatch.setattr(scans, "_terms", lambda limits: _FAKE)
    yield
    pool(_FAKE).close()
