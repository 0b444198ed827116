from __future__ import annotations

import base64
import io
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from time import process_time

import pytest

from pipeline.document.model import Document
from pipeline.errors import DocumentError
from pipeline.loaders import registry
from pipeline.loaders.finding import find_in
from pipeline.loaders.limits import Limits
from pipeline.loaders.mail_file import load, open_mail
from tests.loaders.docx_file_maker import make, pack, paragraph

DOCX = make(paragraph("第1条（目的）"))
BODY = "契約書を送ります。\n\n第1条 甲は乙に。\n"


def mail(body: str = BODY, **attached: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "法務 <a@example.jp>", "b@example.jp", "契約書の件"
    message["Message-ID"] = "<1@example.jp>"
    if body:
        message.set_content(body)
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw(*headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join((b"From: a@example.jp", b"MIME-Version: 1.0", *headers, b"", body))


def part(*headers: bytes, body: bytes = b"x") -> bytes:
    mixed = b"Content-Type: multipart/mixed; boundary=B"
    return raw(mixed, body=b"--B\r\n" + b"\r\n".join((*headers, b"", body)) + b"\r\n--B--\r\n")


def read(data: bytes, limits: Limits | None = None) -> Document:
    return load(data, "a.eml", "0", limits or Limits())


def found(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    return [file.relative_to(tmp_path).as_posix() for file in find_in(path).files]


def test_body_and_attachments_are_documents(tmp_path: Path) -> None:
    data = mail(**{"契約書.docx": DOCX, "表.xlsx": b"x", "写し.zip": pack({"乙/覚書.txt": BODY.encode()})}).as_bytes()
    names = found(tmp_path, data)
    assert names == ["a.eml", "a.eml/契約書.docx", "a.eml/写し.zip/乙/覚書.txt"]
    assert [path.name for path in find_in(tmp_path / "a.eml").skipped] == ["表.xlsx"]
    body = registry.load(tmp_path / "a.eml")
    assert (body.text, body.format) == ("契約書を送ります。\n第1条 甲は乙に。", "mail")
    assert [issue.code for issue in body.issues] == ["mail_attachments"]
    assert "Subject: 契約書の件" in [aside.text for aside in body.asides]
    assert registry.load(tmp_path / names[1]).text == "第1条（目的）"
    assert registry.load(tmp_path / names[2]).text == BODY


def test_a_mail_without_words_is_its_attachments_alone(tmp_path: Path) -> None:
    data = mail("\n", **{"a.docx": DOCX}).as_bytes()
    assert found(tmp_path, data) == ["a.eml/a.docx"]
    with pytest.raises(DocumentError) as caught:
        registry.load(tmp_path / "a.eml")
    assert caught.value.code == "mail_without_text"
    assert found(tmp_path, mail("").as_bytes()) == ["a.eml"]


def test_forwarded_mail(tmp_path: Path) -> None:
    outer = mail("転送します。")
    outer.add_attachment(mail(**{"契約書.docx": DOCX}))
    names = found(tmp_path, outer.as_bytes())
    assert names == ["a.eml", "a.eml/契約書の件.eml", "a.eml/契約書の件.eml/契約書.docx"]
    assert registry.load(tmp_path / names[1]).text.startswith("契約書を")
    assert registry.load(tmp_path / names[2]).text == "第1条（目的）"


def _word(text: str, codec: str, label: str) -> bytes:
    return b"=?%s?B?%s?=" % (label.encode(), base64.b64encode(text.encode(codec)))


def test_what_a_mail_holds_that_lies_too_deep_is_told_as_skipped(tmp_path: Path) -> None:
    mail = b"inmost"
    for depth in range(6):
        head = f"From: a@b.c\r\nTo: d@e.f\r\nSubject: m{depth}\r\nMIME-Version: 1.0\r\n"
        kind = f'Content-Type: multipart/mixed; boundary="b{depth}"\r\n\r\n--b{depth}\r\n\r\nbody {depth}\r\n'
        inner = "Content-Type: message/rfc822" if depth else "Content-Disposition: attachment; filename=a.txt"
        mail = f"{head}{kind}--b{depth}\r\n{inner}\r\n\r\n".encode() + mail + f"\r\n--b{depth}--\r\n".encode()
    path = tmp_path / "a.eml"
    path.write_bytes(mail)
    found = find_in(path)
    assert [step.name for step in found.files] == ["a.eml", "m4.eml", "m3.eml", "m2.eml", "m1.eml"]
    assert [step.name for step in found.skipped] == ["m0.eml"]


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.txt",
        b"attachment; filename*0*=UTF-8''%E5%90%88; filename*1*=%E5%90%8C.txt",
        b"attachment; filename*=GB2312''%BA%CF%CD%AC.txt",
        b'attachment; filename="' + _word("合同.txt", "gbk", "gb2312") + b'"',
        b'attachment; filename="' + _word("合同.txt", "utf-8", "utf-8") + b'"',
        b'attachment; filename="=?utf-8?Q?=E5=90=88=E5=90=8C.txt?="',
        b'attachment; filename="' + "合同.txt".encode("gbk") + b'"',
        b'attachment; filename="' + "合同.txt".encode() + b'"',
        b'attachment; filename="../../' + "合同.txt".encode() + b'"',
    ],
)
def test_names_of_attachments(tmp_path: Path, disposition: bytes) -> None:
    data = part(b"Content-Type: application/octet-stream", b"Content-Disposition: " + disposition, body=b"\xe7\x94\xb2")
    assert found(tmp_path, data) == ["a.eml/合同.txt"]


def test_names_in_japanese_and_korean_codes(tmp_path: Path) -> None:
    for text, codec, label in (("契約書.txt", "iso2022_jp", "ISO-2022-JP"), ("계약서.txt", "cp949", "ks_c_5601-1987")):
        header = b'Content-Type: text/plain; name="' + _word(text, codec, label) + b'"'
        assert found(tmp_path, part(header, b"Content-Disposition: attachment")) == [f"a.eml/{text}"]


@pytest.mark.parametrize(
    ("codec", "charset"),
    [("iso2022_jp", "iso-2022-jp"), ("gbk", "gb2312"), ("cp932", "us-ascii"), ("utf-8", "nonsense"), ("euc_jp", "")],
)
def test_bodies_in_every_code(codec: str, charset: str) -> None:
    text = "合同第一条 甲方应当支付" if codec == "gbk" else "業務委託契約書の第1条、甲は乙に"
    header = f"Content-Type: text/plain; charset={charset}" if charset else "X-Nothing: 1"
    assert read(raw(header.encode(), b"Content-Transfer-Encoding: 8bit", body=text.encode(codec))).text == text


def test_of_alternatives_the_richest_is_read() -> None:
    message = mail("plain")
    message.add_alternative("<p>第1条</p><p style='display:none'>無視</p>", subtype="html")
    document = read(message.as_bytes())
    assert document.text == "第1条"
    assert [aside.text for aside in document.asides if aside.kind == "hidden"] == ["無視"]


def test_an_alternative_that_is_empty_is_none() -> None:
    body = b"MIME-Version: 1.0\r\nFrom: a@b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
    body += b"Content-Type: text/plain\r\n\r\nterms\r\n--b\r\nContent-Type: text/html\r\n\r\n<html><p> </p></html>\r\n--b--\r\n"
    assert load(body, "a.eml", "0", Limits()).text == "terms"


@pytest.mark.parametrize(
    ("charset", "known"), [("iso-8859-1", True), ("ISO-8859-15", True), ("zlib", False), ("ü", False)]
)
def test_a_few_words_of_europe_are_in_the_code_they_say(charset: str, known: bool) -> None:
    head = f"MIME-Version: 1.0\r\nFrom: a@b\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    body = head + "Änderung".encode("latin-1")
    if known:
        assert load(body, "a.eml", "0", Limits()).text == "Änderung"
    else:
        with pytest.raises(DocumentError, match="not recognised"):
            load(body, "a.eml", "0", Limits())


def test_double_bytes_are_no_words_of_europe_whatever_is_said() -> None:
    head = b"MIME-Version: 1.0\r\nFrom: a@b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"
    with pytest.raises(DocumentError, match="not recognised"):
        load(head + b"\xa4\xa1\xfd\xfe\xe9\xc7 ok", "a.eml", "0", Limits())


def test_a_page_saved_with_its_pictures(tmp_path: Path) -> None:
    page = mail("")
    page.set_content("<h1>契約書</h1>", subtype="html")
    page.add_related(b"x", maintype="image", subtype="png")
    path = tmp_path / "a.mht"
    path.write_bytes(page.as_bytes())
    assert registry.load(path).text == "契約書"


def test_winmail_is_named(tmp_path: Path) -> None:
    data = mail("添付", **{"winmail.dat": b"\x78\x9f\x3e\x22" + bytes(50)}).as_bytes()
    assert found(tmp_path, data) == ["a.eml", "a.eml/winmail.dat"]
    with pytest.raises(DocumentError, match=r"winmail\.dat is packed"):
        registry.load(tmp_path / "a.eml" / "winmail.dat")


def test_outlook_messages_are_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.msg"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "__properties_version1.0".encode("utf-16-le"))
    with pytest.raises(DocumentError, match=r"save it as \.eml"):
        registry.load(path)


def test_mail_is_known_by_its_header(tmp_path: Path) -> None:
    for name, expected in (("a.eml", "mail"), ("b.txt", "mail"), ("c", "mail")):
        (tmp_path / name).write_bytes(mail().as_bytes())
        assert registry.load(tmp_path / name).format == expected
    (tmp_path / "d.txt").write_text("From: 甲\nTo: 乙\nDate: 2026\n\n第一条", "utf-8")
    assert registry.load(tmp_path / "d.txt").format == "text"


def nested(depth: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (n, n) for n in range(depth))
    return b"MIME-Version: 1.0\r\n" + head + b"\r\nx"


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b\r\nMIME-Version: 1.0\r\nSubject: " + b"=?utf-8?B?56ys?= " * 100_000 + b"\r\n\r\nhello",
        nested(300),
        nested(2000),
        raw(b"Content-Type: multipart/mixed; boundary=B", body=b"--B\r\n\r\nx\r\n" * 100_000),
        b"Subject: " + b"=?utf-8?B?5ZCI?= " * 5_000 + b"\r\nMIME-Version: 1.0\r\n\r\nx",
        b"MIME-Version: 1.0\r\n" + b"X: y\r\n" * 30_000 + b"\r\nx",
        raw(b"Content-Type: text/plain; " + b"a=b; " * 20_000, body=b"x"),
        raw(b'Content-Type: multipart/mixed; boundary=""', body=b"x"),
        raw(b"Content-Type: multipart/mixed", body=b"x"),
        raw(b"Content-Transfer-Encoding: base64", body=b"!!!!" * 1000),
        raw(b"Content-Type: message/rfc822", body=b""),
        b"MIME-Version: 1.0\r\nFrom",
    ],
    ids=range(12),
)
def test_hostile_mail_ends_soon(tmp_path: Path, data: bytes) -> None:
    before = process_time()
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    try:
        registry.load(path)
    except DocumentError as error:
        assert error.code in ("damaged", "too_large", "mail_without_text", "encoding_unknown")
    assert find_in(path).files
    assert process_time() - before < 5


@pytest.mark.parametrize("limits", [Limits(characters=500), Limits(lines=500), Limits(part_bytes=1000)])
def test_a_body_over_a_limit_is_refused(limits: Limits) -> None:
    data = raw(b"Content-Type: text/plain; charset=utf-8", body="甲\n".encode() * 600)
    assert read(data).text.startswith("甲")
    with pytest.raises(DocumentError) as raised:
        read(data, limits)
    assert raised.value.code == "too_large"


def test_a_damaged_header_is_shown_as_it_is() -> None:
    document = read(raw(b"Subject: =?utf-8?B?5ZCI5=?=", b"Content-Type: text/plain", body=b"x"))
    assert document.text == "x"
    assert ("header", "Subject: =?utf-8?B?5ZCI5=?=") in [(aside.kind, aside.text) for aside in document.asides]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (b"http://a.cn/b/%E7%AB%A0.png?v=1#x", "章.png"),
        (b"file:///C:/a.jpg", "a.jpg"),
        (b"http://a.cn/b/", "part 1"),
        (b"http://[", "part 1"),
        (b"cid:1", "part 1"),
    ],
)
def test_a_picture_of_a_saved_page_is_called_as_on_the_web(address: bytes, name: str) -> None:
    data = raw(b"Content-Type: image/png", b"Content-Location: " + address, body=b"x")
    assert open_mail(partial(io.BytesIO, data), "a.mht", Limits()).members == (name,)
