from __future__ import annotations

import io

from fontTools.ttLib import TTFont

from pipeline.loaders.pdf import box_font


def test_every_character_is_a_box_of_one_em() -> None:
    font = TTFont(io.BytesIO(box_font.build()))
    box = font.getGlyphOrder()[1]
    assert all(font.getBestCmap()[code] == box for code in map(ord, "A甲あ갑𠮷"))
    assert list(font["glyf"][box].coordinates) == [(0, -120), (1000, -120), (1000, 880), (0, 880)]
    assert font["hmtx"][box] == (1000, 0)
