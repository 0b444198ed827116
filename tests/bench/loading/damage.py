"""Kinds of files: encrypted, compressed, cut short, with a table of contents that lies."""

from __future__ import annotations

import io
import random
import re
import struct
from collections.abc import Callable, Sequence

from pypdf import PdfReader, PdfWriter

from tests.bench.loading import vocabulary
from tests.bench.loading.orders import contract_truth
from tests.bench.loading.press import Press, stream
from tests.bench.loading.sample import Sample, labels, pages, set_type

_TABLE = re.compile(rb"^\d{10} \d{5} n", re.MULTILINE)


def encrypted(data: bytes) -> bytes:
    """With an empty password for the reader."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def shifted_table(data: bytes) -> bytes:
    return _TABLE.sub(lambda row: b"%010d 00000 n" % (int(row[0][:10]) + 7), data)


def empty_table(data: bytes) -> bytes:
    return _TABLE.sub(b"0000000000 00000 n", data)


def wrong_start(data: bytes) -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n11", data)


def without_tail(data: bytes) -> bytes:
    return data[: data.rindex(b"xref\n0 ")]


def cut_in_table(data: bytes) -> bytes:
    return data[: data.rindex(b"xref\n0 ") + 60]


def rubbish_first(data: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + data


def rubbish_last(data: bytes) -> bytes:
    return data + b"\n<html><!-- served by a portal -->" + b"\0" * 700 + b"</html>\n"


def wrong_lengths(data: bytes) -> bytes:
    return re.sub(rb"/Length \d+", b"/Length 1", data)


def replaced_page(data: bytes) -> bytes:
    """An update behind the end, which only changes the producer."""
    count = len(PdfReader(io.BytesIO(data)).xref[0]) + 1
    start = len(data) + 1
    body = b"\n%d 0 obj\n<</Producer(Later)>>\nendobj\n" % count
    before = int(data[data.rindex(b"startxref") + 9 : data.rindex(b"%%EOF")])
    tail = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root 1 0 R/Info %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return data + body + tail % (count, start, count + 1, count, before, len(data) + len(body))


def packed_objects(objects: Sequence[bytes]) -> bytes:
    """Everything but streams in object streams, the cross-reference a stream too."""
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    plain = [number for number, body in enumerate(objects, 1) if b"stream\n" not in body]
    holder, table = len(objects) + 1, len(objects) + 2
    head, body = b"", b""
    for place, number in enumerate(plain):
        head += b"%d %d " % (number, len(body))
        body += objects[number - 1] + b" "
        places[number] = (2, holder, place)
    for number, content in [
        *enumerate(objects, 1),
        (holder, stream(head + body, b"/Type/ObjStm/N %d/First %d" % (len(plain), len(head)))),
    ]:
        if number not in plain:
            places[number] = (1, out.tell(), 0)
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    places[table] = (1, start, 0)
    rows = b"".join(struct.pack(">BIH", *places[number]) for number in range(table + 1))
    out.write(
        b"%d 0 obj\n%s\nendobj\n" % (table, stream(rows, b"/Type/XRef/W[1 4 2]/Root 1 0 R/Size %d" % (table + 1)))
    )
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty password": encrypted, "shifted cross-reference": shifted_table, "empty cross-reference": empty_table,
    "startxref to nowhere": wrong_start, "without its tail": without_tail, "cut in its table": cut_in_table,
    "rubbish in front": rubbish_first, "rubbish behind": rubbish_last, "wrong stream lengths": wrong_lengths,
    "incremental update": replaced_page,
}  # fmt: skip


def _maker(name: str, damage: Callable[[bytes], bytes]) -> Callable[[random.Random, str], Sample]:
    def make(dice: random.Random, language: str) -> Sample:
        contract = vocabulary.write(language, dice, articles=8)
        lines = set_type(contract.paragraphs, pages())
        return contract_truth(contract, lines).finish(name, damage(Press().draw(lines).save()), dice)

    return make


def object_streams(dice: random.Random, language: str) -> Sample:
    contract = vocabulary.write(language, dice, articles=8)
    lines = set_type(contract.paragraphs, pages())
    data = packed_objects(Press().draw(lines).finish())
    return contract_truth(contract, lines).finish("object streams", data, dice)


def long(dice: random.Random, language: str, count: int = 300) -> Sample:
    """Many pages, with an outline, page labels and page numbers."""
    contract = vocabulary.write(language, dice, articles=count * 5)
    lines = [line for line in set_type(contract.paragraphs, pages(), justified=True) if line.page <= count]
    press = Press().draw(lines)
    first, last = len(press.objects) + 2, len(press.objects) + 1 + count // 10
    root = press.add(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, count // 10))
    for number in range(first, last + 1):
        links = (b"/Prev %d 0 R" % (number - 1) if number > first else b"") + (
            b"/Next %d 0 R" % (number + 1) if number < last else b""
        )
        title = vocabulary.label(language, number).encode("utf-16-be").hex().encode()
        press.add(b"<</Title<feff%s>/Parent %d 0 R%s/Dest[%d/Fit]>>" % (title, root, links, number - first))
    press.catalog += b"/Outlines %d 0 R/PageLabels<</Nums[0<</S/r>>4<</S/D>>]>>" % root
    truth = contract_truth(contract, lines)
    shown = "".join(line.text for line in lines)
    marks = [(article.label, article.heading + article.paragraphs[0]) for article in contract.articles]
    truth.labels = labels((label, after) for label, after in marks if label + after[:6] in shown)
    return truth.finish(f"{count} pages", press.save(), dice)


def long_small(dice: random.Random, language: str) -> Sample:
    return long(dice, language, 30)


_TURNS = ("zh-Hans", "ja", "ko", "zh-Hant")
KINDS = (
    *((_maker(name, damage), (_TURNS[place % 4],)) for place, (name, damage) in enumerate(DAMAGES.items())),
    (object_streams, ("ja",)),
)  # fmt: skip
