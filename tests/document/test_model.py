"""What a document says of its places."""

from __future__ import annotations

import pytest

from pipeline.document.model import DocxPlace


@pytest.mark.parametrize(("cell", "stored"), [((0, 2, 1), [0, 2, 1]), (None, None)])
def test_a_place_in_a_table_is_stored_with_its_cell(cell: tuple[int, int, int] | None, stored: object) -> None:
    assert DocxPlace("word/document.xml", 7, cell=cell).to_json()["cell"] == stored
