"""The fields of an RTF file that hold no result: check boxes, words with their reading above."""

from __future__ import annotations

from pipeline.loaders.docx.fields import shown_without_result

ANSWERS = frozenset({"fftype", "ffres", "ffdefres"})
_CHECK_BOX, _UNTOUCHED = 1, 25


class Form:
    """The properties of a form field, until its instruction ends."""

    def __init__(self) -> None:
        self._answers: dict[str, int] = {}

    def answer(self, name: str, number: int) -> None:
        self._answers[name] = number

    def shown(self, instruction: str) -> str:
        """What the field shows without a result; begins anew."""
        answers, self._answers = self._answers, {}
        if answers.get("fftype") != _CHECK_BOX:
            return shown_without_result(instruction)
        state = answers.get("ffres", _UNTOUCHED)
        return "☒" if (answers.get("ffdefres", 0) if state == _UNTOUCHED else state) else "☐"

    @property
    def is_box(self) -> bool:
        return self._answers.get("fftype") == _CHECK_BOX
