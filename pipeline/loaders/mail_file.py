"""Mail (.eml) and pages saved with their pictures (.mht): the body is a document, each attachment one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import Any
from urllib.parse import unquote

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, Document, TextPlace
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.archive import safe_name, unique
from pipeline.loaders.encodings import decode_declared, decode_names
from pipeline.loaders.html_file import write_page
from pipeline.loaders.limits import Limits
from pipeline.loaders.source import Opener

# The standard library leaves a message without types.
Part = Any

_TEXTS = ("text/plain", "text/html")
_SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_SUFFIXES = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml"}
_MARK = b"\xef\xbb\xbf"
# What an empty text may hold: byte order marks, zeros, spaces; an empty page has tags too.
_SILENT, _TAG = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n", re.compile(rb"<[^<>]*>")
_NAMED = 5
# The standard library takes the square of a header's words and parameters; 300 recipients fit.
_LONGEST_HEADER = 20_000


class Mail:
    """A message as a container of its attachments."""

    skipped = ()
    is_locked = False

    def __init__(self, message: Part, name: str, limits: Limits) -> None:
        self._attached: dict[str, Part] = {}
        taken: dict[str, int] = {}
        self.texts: list[Part] = []
        for index, part in enumerate(_leaves(message)):
            limits.check(name, members=index)
            if _is_body(part):
                self.texts.append(part)
            else:
                self._attached[unique(safe_name(_name_of(part)) or f"part {index + 1}", taken)] = part
        self.members = tuple(self._attached)
        builder = DocumentBuilder(name, "", "mail")
        self.write_body(builder, limits)
        self.has_text = builder.length > 0

    def __contains__(self, member: str) -> bool:
        return member in self._attached

    def read(self, member: str, name: str, limits: Limits, most: int | None = None) -> bytes:
        """An attachment, or its first `most` bytes. Raises DocumentError, which names `name`."""
        part = self._attached[member]
        content = part.get_payload(0).as_bytes() if _is_message(part) else part.get_payload(decode=True)
        data = bytes(content or b"")
        if most is None:
            limits.check(name, file_bytes=len(data))
        return data if most is None else data[:most]

    def write_body(self, builder: DocumentBuilder, limits: Limits) -> None:
        """Everything that a mail program shows of the message itself."""
        for part in self.texts:
            decoded = decode_declared(part.get_payload(decode=True) or b"", part.get_content_charset() or "")
            if decoded is None:
                raise DocumentError("encoding_unknown", name=builder.name)
            if part.get_content_type() == "text/html":
                write_page(decoded.text, builder, limits)
                continue
            _write_lines(decoded.text.replace("\r\n", "\n"), builder, limits)


def _write_lines(text: str, builder: DocumentBuilder, limits: Limits) -> None:
    limits.check(builder.name, characters=builder.length + len(text), lines=text.count("\n"))
    for number, line in enumerate(text.split("\n")):
        builder.add_block([(line.rstrip(), TextPlace(number))], "paragraph")


def load(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    """Reads the body of a mail. Raises DocumentError."""
    limits.check(name, part_bytes=len(data))
    message = _parse(data, name, limits)
    mail = Mail(message, name, limits)
    builder = DocumentBuilder(name, sha256, "mail")
    mail.write_body(builder, limits)
    if not builder.length:
        raise DocumentError("mail_without_text", name=name, count=len(mail.members))
    for header in _SHOWN_HEADERS:
        if shown := _words(message.get(header, "")):
            builder.asides.append(Aside("header", f"{header}: {shown}"))
    if mail.members:
        names = ", ".join(mail.members[:_NAMED]) + (" ..." if len(mail.members) > _NAMED else "")
        builder.issues.append(Issue("mail_attachments", "info", {"count": len(mail.members), "names": names}))
    return builder.finish()


def open_mail(open_file: Opener, name: str, limits: Limits) -> Mail:
    """A mail as a container. Raises DocumentError, which names `name`."""
    with open_file() as file:
        data = file.read(limits.part_bytes + 1)
    limits.check(name, part_bytes=len(data))
    try:
        return Mail(_parse(data, name, limits), name, limits)
    except DocumentError:
        raise
    except Exception as fault:  # the standard parser has many ways to fail over what no mail program wrote
        raise DocumentError("damaged", name=name) from fault


class _AsWritten(Compat32):
    """Headers with the bytes they have: many programs write names in the code page of their desk."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value[:_LONGEST_HEADER]


def _parse(data: bytes, name: str, limits: Limits) -> Part:
    """The message. What looks like far too many parts is refused before the parser makes an object of each."""
    if data.count(b"\n--") > 2 * limits.members:
        raise limits.exceeded("members", name)
    message: Message = BytesParser(policy=_AsWritten()).parsebytes(data.removeprefix(_MARK).lstrip(b"\r\n"))
    return message


def _leaves(message: Part) -> Iterator[Part]:
    """The parts that hold something, in their order; of alternatives the richest that is text."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if _is_message(part) or not part.is_multipart():
            yield part
        elif part.get_content_type() == "multipart/alternative":
            waiting.append(_richest(part.get_payload()))
        else:
            waiting += reversed(part.get_payload())


def _richest(parts: list[Part]) -> Part:
    """The last that a mail program would show (RFC 2046, 5.1.4), and that says anything."""
    shown = [part for part in reversed(parts) if part.get_content_type() in _TEXTS or part.is_multipart()]
    return next(filter(_says_something, shown), next(iter(shown), parts[-1]))


def _says_something(part: Part) -> bool:
    return part.is_multipart() or bool(_TAG.sub(b"", part.get_payload(decode=True) or b"").strip(_SILENT))


def _is_message(part: Part) -> bool:
    return bool(part.get_content_type() == "message/rfc822" and part.is_multipart())


def _is_body(part: Part) -> bool:
    is_attached = "attachment" in str(part.get("content-disposition", "")).lower()
    return part.get_content_type() in _TEXTS and not is_attached and not _filename(part)


def _name_of(part: Part) -> str:
    """The name of an attachment; a forwarded mail is named by its subject."""
    kind = part.get_content_type()
    if name := _filename(part) or _located(part):
        return name if not _is_message(part) or name.lower().endswith(".eml") else f"{name}.eml"
    if _is_message(part):
        subject = _words(part.get_payload(0).get("subject", "")).replace("/", "_").replace("\\", "_")
        return f"{subject or 'message'}.eml"
    return f"part{_SUFFIXES[kind]}" if kind in _SUFFIXES else ""


def _filename(part: Part) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        found = part.get_param(parameter, None, header)
        if isinstance(found, tuple):  # RFC 2231: charset, language, bytes as Latin-1
            return _text(found[2].encode("latin-1", "replace"), found[0] or "")
        if found:
            return _words(found)
    return ""


def _located(part: Part) -> str:
    """The name of a picture of a page that was saved as mail, from where it stood on the web."""
    address = str(part.get("content-location", "")).strip().partition("#")[0].partition("?")[0]
    name = unquote(address.rpartition("/")[2])
    return name if "." in name else ""


def _words(header: str) -> str:
    """A header as it is shown: encoded words (RFC 2047), or bytes in some code page."""
    raw = header.encode("utf-8", "surrogateescape")
    if not raw.isascii():
        return " ".join(_text(raw, "").split())
    try:
        decoded = decode_header(header)
    except HeaderParseError:  # an encoded word that was cut off
        decoded = [(header, None)]
    pieces = [piece if isinstance(piece, str) else _text(piece, charset or "") for piece, charset in decoded]
    return " ".join("".join(pieces).split())


def _text(raw: bytes, charset: str) -> str:
    decoded = decode_declared(raw, charset) or decode_names([raw])
    return decoded.text if decoded else raw.decode("utf-8", "replace")
