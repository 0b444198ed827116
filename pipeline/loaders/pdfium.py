"""pypdfium2's raw functions: all of them untyped, and the ones that are called once a character made quick."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw

raw: Any = pypdfium2.raw


def _quick(name: str, *arguments: Any) -> Callable[..., Any]:
    """The function without ctypes' checks of pointer types; handles and addresses are passed as they are."""
    function = getattr(raw, name)
    answer = ctypes.c_void_p if name == "FPDFText_GetTextObject" else function.restype
    prototype = ctypes.CFUNCTYPE(answer, *arguments)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


_HANDLE, _INDEX = ctypes.c_void_p, ctypes.c_int

char_code = _quick("FPDFText_GetUnicode", _HANDLE, _INDEX)
char_owner = _quick("FPDFText_GetTextObject", _HANDLE, _INDEX)
char_fault = _quick("FPDFText_HasUnicodeMapError", _HANDLE, _INDEX)
char_box = _quick("FPDFText_GetLooseCharBox", _HANDLE, _INDEX, _HANDLE)
char_origin = _quick("FPDFText_GetCharOrigin", _HANDLE, _INDEX, _HANDLE, _HANDLE)
char_matrix = _quick("FPDFText_GetMatrix", _HANDLE, _INDEX, _HANDLE)
char_size = _quick("FPDFText_GetFontSize", _HANDLE, _INDEX)
char_font = _quick("FPDFText_GetFontInfo", _HANDLE, _INDEX, _HANDLE, ctypes.c_ulong, _HANDLE)
object_mode = _quick("FPDFTextObj_GetTextRenderMode", _HANDLE)
object_fill = _quick("FPDFPageObj_GetFillColor", _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
