"""The encoding of a plain text of the region: the one in which it decodes and reads like a contract."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.loaders.likeness import LANGUAGES, likeness
from pipeline.loaders.seven_bit import decode_seven_bit

_SAMPLE_BYTES = 100_000
# A right table scores about 1, a wrong one below 0; a title of three rare characters may score a little above.
_LEAST_LIKENESS = 0.2
# A file with fewer broken places among its characters beyond ASCII was damaged, not misread. UTF-8 is its own proof.
_BROKEN_SHARE, _FEW_BROKEN, _BROKEN_SHARE_UTF8 = 0.005, 3, 0.1
# How far to look ahead for where characters start again after a broken byte.
_AHEAD_BYTES, _MOST_RESUMED_SHARE = 24, 0.01
# Two tables whose texts are this close to each other in likeness cannot be told apart for certain.
_CLOSE = 0.6
# Bytes to which Python's cp932 gives a character although no Japanese system does.
_STRAY = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
# Compiled where it is needed: a range this large takes milliseconds.
_WIDE_CHARACTER = "[\u2e80-\uffef]"
# So many characters of three bytes are no accident in a line of another encoding.
_SURELY_UTF8 = 3


class Decoded(NamedTuple):
    """`encoding` as people call it; `broken` counts the places that could not be decoded, as U+FFFD in the text.

    `rival` names an encoding in which the bytes read almost as well. Where lines of the file are in another encoding,
    `other` names it and `other_line` is the first of them, from 0.
    """

    text: str
    encoding: str
    broken: int = 0
    rival: str = ""
    other: str = ""
    other_line: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """`codecs` from the usual one to the one with most signs; `languages` are those written in it."""

    encoding: str
    codecs: tuple[str, ...]
    languages: tuple[str, ...]
    unit_bytes: int = 1
    least_ascii: float = 0

    def likeness(self, sample: bytes) -> float:
        text = _loosely(sample, self.codecs[-1])
        if self.least_ascii and len(text.encode("ascii", "ignore")) < self.least_ascii * len(text):
            return 0
        return likeness(text, self.languages, ascii_counts=self.unit_bytes > 1)


_NARROW = (
    _Candidate("GB18030", ("gb18030",), ("zh", "ja")),
    _Candidate("Big5", ("cp950", "big5hkscs"), ("zh",)),
    _Candidate("Shift_JIS", ("cp932",), ("ja",)),
    _Candidate("EUC-JP", ("euc_jp", "euc_jis_2004"), ("ja",)),
    _Candidate("EUC-KR", ("cp949",), ("ko",)),
)
_WIDE = (
    _Candidate("UTF-16", ("utf-16-le",), LANGUAGES, unit_bytes=2),
    _Candidate("UTF-16", ("utf-16-be",), LANGUAGES, unit_bytes=2),
    _Candidate("UTF-32", ("utf-32-le",), LANGUAGES, unit_bytes=4),
    _Candidate("UTF-32", ("utf-32-be",), LANGUAGES, unit_bytes=4),
)
_WINDOWS = _Candidate("Windows-1252", ("cp1252",), ("latin",), least_ascii=0.8)
# As pages and mails name them (WHATWG Encoding Standard, 4.2). The others are found without being named.
_LABELS = {
    "GB18030": "gb2312 gbk gb18030 gb_2312-80 x-gbk cp936 ms936 euc-cn",
    "Big5": "big5 big5-hkscs cn-big5 x-x-big5 cp950 ms950",
    "Shift_JIS": "shift_jis shift-jis sjis x-sjis windows-31j cp932 ms932 ms_kanji",
    "EUC-JP": "euc-jp x-euc-jp eucjp",
    "EUC-KR": "euc-kr ks_c_5601-1987 ks_c_5601 ksc5601 cp949 ms949 uhc windows-949",
    "Windows-1252": "windows-1252 iso-8859-1 latin1 us-ascii",
}
_BY_LABEL = {label: candidate for candidate in (*_NARROW, _WINDOWS) for label in _LABELS[candidate.encoding].split()}
_CODE_NAME = re.compile(r"[\w.:-]{1,40}", re.ASCII)
_EUROPEAN = re.compile(r"iso8859-\d{1,2}|cp125\d|koi8-[ru]")
_CYRILLIC_OR_GREEK = re.compile("iso8859-[57]|cp125[13]|koi8-.")
# More letters beyond ASCII in a row than words of Latin languages have: double bytes under a wrong name.
_ACCENTED = re.compile("[^\x00-\x7f]{3}")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "UTF-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)


def decode(data: bytes) -> Decoded | None:
    """The text without its byte order mark; None when it reads sensibly in no encoding of the region."""
    for mark, encoding, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            text = _strictly(rest, codec)
            return _mended(rest, encoding, codec, _BROKEN_SHARE_UTF8) if text is None else Decoded(text, encoding)
    if data.isascii() and (found := decode_seven_bit(data)):
        return Decoded(*found)
    if b"\x1b" in data and data.isascii():
        return None
    text = _strictly(data, "utf-8")
    if text is None:
        strange = () if _CONTROLS.search(data) else (_WINDOWS,)
        mended = _mixed(data) or _mended(data, "UTF-8", "utf-8", _BROKEN_SHARE_UTF8)
        return mended or _likeliest(data, (*_NARROW, *strange, *_WIDE))
    return (_likeliest(data, _WIDE) if _CONTROLS.search(data) else None) or Decoded(text, "UTF-8")


def decode_declared(data: bytes, label: str) -> Decoded | None:
    """By the encoding in which the document says it is, where it reads sensibly so; else by the one that is found.

    What reads sensibly in none is believed to be what it says, if that is one for languages of Europe.
    """
    return _declared_or_found(data, _BY_LABEL.get(label.lower().strip())) or _european(data, label)


def _declared_or_found(data: bytes, candidate: _Candidate | None) -> Decoded | None:
    if candidate is None or data.startswith(tuple(mark for mark, _, _ in _BYTE_ORDER_MARKS)):
        return decode(data)
    if _strictly(data, "utf-8") is not None or candidate.likeness(data[:_SAMPLE_BYTES]) < _LEAST_LIKENESS:
        return decode(data)
    return _first(data, candidate) or _resumed(data, candidate) or decode(data)


def _european(data: bytes, label: str) -> Decoded | None:
    """By the code of that name, if it is one of Europe and its words could be."""
    name = label.strip()
    try:
        codec = codecs.lookup(name).name if _CODE_NAME.fullmatch(name) else ""
    except LookupError:
        return None
    text = _strictly(data, codec) if _EUROPEAN.fullmatch(codec) else None
    if text is None or (_ACCENTED.search(text) and not _CYRILLIC_OR_GREEK.fullmatch(codec)):
        return None
    return Decoded(text, name.upper())


def decode_names(names: Iterable[bytes]) -> Decoded | None:
    """File names of one archive, a line each, all in one encoding, which short names alone would not show."""
    data = b"\n".join(names)
    text = _strictly(data, "utf-8")
    return Decoded(text, "UTF-8") if text is not None else _likeliest(data, _NARROW, least=-6.0)


def is_wide_text(head: bytes) -> bool:
    """Whether a head, of more than three bytes, reads as UTF-16 or UTF-32 without a byte order mark."""
    return _ranked(head[: len(head) & ~3], _WIDE)[0][0] >= _LEAST_LIKENESS


def _ranked(data: bytes, candidates: Iterable[_Candidate]) -> list[tuple[float, _Candidate]]:
    """The candidates with their likeness, best first."""
    sample = data[:_SAMPLE_BYTES]
    fitting = (candidate for candidate in candidates if len(data) % candidate.unit_bytes == 0)
    likely = [(candidate.likeness(sample), candidate) for candidate in fitting]
    return sorted(likely, key=lambda pair: pair[0], reverse=True)


def _likeliest(data: bytes, candidates: Iterable[_Candidate], least: float = _LEAST_LIKENESS) -> Decoded | None:
    ranked = _ranked(data, candidates)
    if not ranked or ranked[0][0] < least:
        return None
    best = ranked[0][1]
    decoded = _first(data, best) or _resumed(data, best)
    if decoded is None or len(ranked) == 1 or ranked[1][0] < ranked[0][0] - _CLOSE:
        return decoded
    return decoded._replace(rival=ranked[1][1].encoding)


def _first(data: bytes, candidate: _Candidate) -> Decoded | None:
    """By the first codec of the candidate that can; a codec with more signs stands behind the usual one."""
    for codec in candidate.codecs:
        text = _strictly(data, codec)
        if text is not None:
            return Decoded(text, candidate.encoding)
    return None


def _strictly(data: bytes, codec: str) -> str | None:
    """None for any wrong byte; a character cut off at the very end is dropped."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return None
    return None if codec == "cp932" and _STRAY.search(text) else text


def _loosely(data: bytes, codec: str) -> str:
    """With U+FFFD for every wrong byte; a character cut off at the very end is dropped."""
    text = codecs.getincrementaldecoder(codec)("replace").decode(data)
    return _STRAY.sub("\ufffd", text) if codec == "cp932" else text


def _mended(data: bytes, encoding: str, codec: str, most: float = _BROKEN_SHARE) -> Decoded | None:
    """With U+FFFD for the broken places; None when there are so many that it is another encoding."""
    return _unless_broken(_loosely(data, codec), encoding, most)


def _unless_broken(text: str, encoding: str, most: float) -> Decoded | None:
    broken, beyond = text.count("\ufffd"), len(text) - len(text.encode("ascii", "ignore"))
    few = broken <= _FEW_BROKEN and beyond > 10 * broken
    return Decoded(text, encoding, broken) if few or broken <= most * beyond else None


def _resumed(data: bytes, candidate: _Candidate) -> Decoded | None:
    """As _mended, by the codec that needs it least; after a broken byte the text goes on where it reads best.

    In these encodings a lost byte shifts all characters to the end of the line.
    """

    def resume(fault: UnicodeError) -> tuple[str, int]:
        assert isinstance(fault, UnicodeDecodeError)
        starts = range(fault.start + 1, min(fault.start + 3, len(fault.object)) + 1)
        return "\ufffd", max(starts, key=lambda start: _likeness_ahead(fault, start, candidate.languages))

    handler = f"cjkclause.{candidate.encoding}"
    codecs.register_error(handler, resume)
    loose = [(_loosely(data, codec).count("\ufffd"), codec) for codec in candidate.codecs]
    broken, codec = min(loose, key=lambda pair: pair[0])
    if broken > _MOST_RESUMED_SHARE * len(data) + _FEW_BROKEN:
        return None
    text = _STRAY.sub("\ufffd", data.decode(codec, handler)) if codec == "cp932" else data.decode(codec, handler)
    return _unless_broken(text, candidate.encoding, _BROKEN_SHARE)


def _likeness_ahead(fault: UnicodeDecodeError, start: int, languages: tuple[str, ...]) -> float:
    """Earlier starts first where nothing speaks for one."""
    if b"\n" in fault.object[fault.start : start]:
        return -9.0
    ahead = fault.object[start : start + _AHEAD_BYTES].partition(b"\n")[0]
    return likeness(_loosely(ahead, fault.encoding), languages)


def _mixed(data: bytes) -> Decoded | None:
    """Lines of UTF-8 among lines of another encoding, as programs that append to a file leave them; None for others."""
    lines = data.split(b"\n")
    texts = [_strictly_whole(line) for line in lines]
    strange = [line for line, text in zip(lines, texts, strict=True) if text is None]
    if not any(text and len(re.findall(_WIDE_CHARACTER, text)) >= _SURELY_UTF8 for text in texts):
        return None
    other = _likeliest(b"\n".join(strange), _NARROW)
    if other is None or other.broken:
        return None
    rest: Iterator[str] = iter(other.text.split("\n"))
    whole = "\n".join(next(rest, "") if text is None else text for text in texts)
    return Decoded(whole, "UTF-8", other=other.encoding, other_line=texts.index(None))


def _strictly_whole(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
