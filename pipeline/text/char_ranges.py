"""Sets of characters as ranges. A pattern of fifty thousand takes milliseconds to compile, whenever a command starts."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import pairwise


class CharRanges:
    """Ranges as the first and the last character of each, from low to high: "09AZaz". Asked by `holds`."""

    def __init__(self, spans: str) -> None:
        edges = [ord(char) + (place % 2) for place, char in enumerate(spans)]
        assert len(edges) % 2 == 0
        assert all(one < other for one, other in pairwise(edges))
        self._edges = "".join(map(chr, edges))
        self.holds = cache(self._holds)

    def _holds(self, char: str) -> bool:
        return bisect_right(self._edges, char) % 2 == 1


# As wide as high: ideographs, kana and the signs that go with them.
IDEOGRAPHIC = CharRanges("\u2e80\u303f\u3041\u30ff\u31c0\u4dbf\u4e00\u9fff\uf900\ufaff\uff01\uff9f\uffe0\uffe6")
HANGUL = CharRanges("\u1100\u11ff\u3131\u318e\uac00\ud7a3")
HANGUL_SYLLABLES = CharRanges("\uac00\ud7a3")
# Both, and the ideographs of the further planes.
FULL_WIDTH = CharRanges("\u1100\u11ff\u2e80\ud7a3\uf900\ufaff\uff01\uff60\uffe0\uffe6\U00020000\U000323af")
