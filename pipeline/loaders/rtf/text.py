"""The characters of RTF: bytes in the code page of their font, and characters of Unicode with what stands in for them."""

from __future__ import annotations

from collections.abc import Callable


class Characters:
    """Gives text to `write` as soon as all of it is there: characters of two bytes come in pieces."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._raw, self._codec, self._high = bytearray(), "", ""
        self._to_skip = 0

    def take(self, data: bytes, codec: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip, data = self._to_skip - skipped, data[skipped:]
        if not data:
            return
        if codec != self._codec:
            self.flush()
        self._codec = codec
        self._raw += data

    def take_word(self) -> None:
        """A control word: what should stand in for a character is text, and sloppy writers leave it out."""
        self._to_skip = 0

    def flush(self) -> None:
        if self._raw:
            raw, self._raw = bytes(self._raw), bytearray()
            self._write(raw.decode(self._codec, "replace"))

    def take_unicode(self, number: int, fallback: int) -> None:
        """A unit of UTF-16; `fallback` characters that follow stand in for it."""
        unit = number & 0xFFFF
        self._to_skip = fallback
        if 0xD800 <= unit < 0xDC00:
            self._high = chr(unit)
            return
        pair, self._high = self._high + chr(unit), ""
        self._write(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
