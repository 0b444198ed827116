"""A zip archive as a folder of documents: names in the code pages of the region, members unpacked one at a time."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from hashlib import sha256
from stat import S_IFMT, S_ISREG
from typing import BinaryIO

from pipeline.errors import DocumentError
from pipeline.loaders.encodings import decode_names
from pipeline.loaders.limits import Limits, too_large
from pipeline.loaders.source import Opener
from pipeline.loaders.zip_directory import open_zip

_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_MAGIC = b"PK\x03\x04"
_DRIVE = re.compile("^[A-Za-z]:")
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_FIRST_OF_THREE_BYTES = "\u0800"
# No person names a file like this; a file system takes no longer path.
_LONGEST_NAME_BYTES = 2000


class Archive:
    """`members` by name: relative, with `/`, without steps upwards, each once. Reads by opening the file anew."""

    has_text = False

    def __init__(self, open_file: Opener, members: dict[str, zipfile.ZipInfo], skipped: tuple[str, ...]) -> None:
        self._open, self._members, self.skipped = open_file, members, skipped
        self.members = tuple(members)
        self.is_locked = bool(members) and all(map(_is_encrypted, members.values()))

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str, name: str, limits: Limits, most: int | None = None) -> bytes:
        """A member, or its first `most` bytes. Raises DocumentError, which names `name`."""
        info = self._members[member]
        if _is_encrypted(info):
            raise DocumentError("encrypted", name=name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentError("packed_foreign", name=name, format=f"zip, method {info.compress_type}")
        _check_size(info, name, limits)
        try:
            with self._open() as file:
                return _unpack(file, info, most)
        except (OSError, zlib.error, struct.error, ValueError, OverflowError) as fault:
            raise DocumentError("damaged", name=name) from fault


def open_archive(open_file: Opener, name: str, limits: Limits) -> Archive:
    """The directory of an archive. Raises DocumentError, which names `name`."""
    try:
        with open_file() as file:
            archive = open_zip(file, limits.members)
            size = file.seek(0, 2)
            if archive is None:
                raise limits.exceeded("members", name)
            with archive:
                infos = archive.filelist
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError) as fault:
        raise DocumentError("damaged", name=name) from fault
    # Members that share their bytes are how an archive of kilobytes becomes one of petabytes.
    if sum(info.compress_size for info in infos) > size:
        raise too_large(name)
    limits.check(name, archive_bytes=sum(info.file_size for info in infos))
    return _named(open_file, infos)


def _named(open_file: Opener, infos: list[zipfile.ZipInfo]) -> Archive:
    members: dict[str, zipfile.ZipInfo] = {}
    skipped: list[str] = []
    taken: dict[str, int] = {}
    for info, name in zip(infos, _names(infos), strict=True):
        safe = safe_name(name)
        if name.endswith(("/", "\\")) or not safe:
            continue
        if _is_special(info):
            skipped.append(safe)
        else:
            members[unique(safe, taken)] = info
    return Archive(open_file, members, tuple(skipped))


def safe_name(name: str) -> str:
    """A member's name as a path below its archive: no drive, no root, no step upwards, nothing that no screen shows."""
    name = _SURROGATES.sub("\ufffd", _CONTROLS.sub("\ufffd", _DRIVE.sub("", name.replace("\\", "/"))))
    parts = [part for part in name.split("/") if part.strip(" .")]
    joined = "/".join(parts)
    if len(joined.encode()) <= _LONGEST_NAME_BYTES:
        return joined
    return f"~{sha256(joined.encode()).hexdigest()[:16]}/{parts[-1][-200:]}"


def unique(name: str, taken: dict[str, int]) -> str:
    """The name, or `name (2).suffix` where there is one already. `taken` counts the names given so far."""
    count = taken[name] = taken.get(name, 0) + 1
    if count == 1:
        return name
    stem, dot, suffix = name.rpartition(".")
    again = f"{stem} ({count}).{suffix}" if dot and "/" not in suffix else f"{name} ({count})"
    return unique(again, taken)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names, those without a mark of their own in the one code page in which they all read best."""
    known = [_marked_name(info) for info in infos]
    raw = [info.orig_filename.encode("cp437", "replace") for info, name in zip(infos, known, strict=True) if not name]
    decoded = decode_names(raw) if raw else None
    guessed = iter(decoded.text.split("\n") if decoded and decoded.text.count("\n") == len(raw) - 1 else [])
    return [name or next(guessed, info.orig_filename) for info, name in zip(infos, known, strict=True)]


def _marked_name(info: zipfile.ZipInfo) -> str:
    """A name that is UTF-8: by its flag, by its bytes, or by an Info-ZIP Unicode Path (APPNOTE.TXT 4.6.9). "" else."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    if name := _proven_name(info):
        return name
    extra = info.extra
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag == _UNICODE_PATH and len(body) > 5 and body[1:5] == _checksum(info):
            return body[5:].decode("utf-8", "replace")
    return info.orig_filename if info.orig_filename.isascii() else ""


def _proven_name(info: zipfile.ZipInfo) -> str:
    """A name that can only be UTF-8, whatever others of the archive are in: each of its signs takes three bytes."""
    try:
        name = info.orig_filename.encode("cp437", "replace").decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if name.isascii() or any("\x7f" < char < _FIRST_OF_THREE_BYTES for char in name) else name


def _checksum(info: zipfile.ZipInfo) -> bytes:
    return struct.pack("<L", zlib.crc32(info.orig_filename.encode("cp437", "replace")))


def _is_special(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a link, a pipe or a device: packed on Unix, its mode stands in the upper half."""
    mode = info.external_attr >> 16
    return S_IFMT(mode) != 0 and not S_ISREG(mode)


def _is_encrypted(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & _ENCRYPTED)


def _check_size(info: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    """Raises DocumentError for a bomb."""
    limits.check(name, file_bytes=info.file_size)
    if info.file_size > limits.ratio_from_bytes and info.file_size / max(info.compress_size, 1) > limits.ratio:
        raise limits.exceeded("ratio", name)


def _unpack(file: BinaryIO, info: zipfile.ZipInfo, most: int | None) -> bytes:
    """The directory's sizes bind: what unpacks to more or less is damaged. Raises ValueError and zlib.error."""
    file.seek(info.header_offset)
    magic, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if magic != _LOCAL_MAGIC:
        raise ValueError("no local header")
    file.seek(name_bytes + extra_bytes, 1)
    packed = file.read(info.compress_size if most is None else min(info.compress_size, most + 1024))
    room = info.file_size if most is None else min(info.file_size, most)
    data = packed if info.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-15).decompress(packed, room + 1)
    if most is not None:
        return data[:most]
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise ValueError("size or checksum differ")
    return data
