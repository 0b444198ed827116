"""Patterns that are compiled when they are first used.

The rooms that read contracts hold some five hundred, which cost half a second to compile; a run that only loads a file,
or a text in one language, needs few of them.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_METHODS: Final = ("match", "search", "fullmatch", "finditer", "findall", "split", "sub")


class _Uncompiled:
    """Answers for a pattern. After its first use the methods are the compiled pattern's own, which costs no call between."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a source, of which the methods in `_METHODS` and `pattern` can be asked.

    Its matches' `re` is the compiled one. Its first use raises re.error where the source is wrong.
    """
    return cast(re.Pattern[str], _Uncompiled(source, flags))
