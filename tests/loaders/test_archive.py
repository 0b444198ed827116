from __future__ import annotations

import io
import os
import zipfile
from functools import partial
from hashlib import sha256
from pathlib import Path
from stat import S_IFLNK

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders import registry, source
from pipeline.loaders.archive import Archive, open_archive, safe_name, unique
from pipeline.loaders.finding import Found, find, find_in
from pipeline.loaders.limits import Limits
from tests.loaders.docx_file_maker import make, pack, paragraph
from tests.loaders.zip_maker import pack_raw, unicode_path

TEXT = "第一条 甲方应当支付价款。".encode()


def opened(data: bytes, limits: Limits | None = None) -> Archive:
    return open_archive(partial(io.BytesIO, data), "A.zip", limits or Limits())


def code_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        registry.load(path, limits=limits)
    assert path.name in caught.value.line("ja")
    return caught.value.code


def put(folder: Path, data: bytes, name: str = "A.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def names(found: Found, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found.files]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("gbk", "甲方/采购合同.txt"),
        ("cp932", "契約/業務委託契約書.txt"),
        ("cp932", "表示/ソフト使用許諾.txt"),  # second bytes that look like a backslash
        ("cp949", "계약/임대차계약서.txt"),
        ("big5", "合約/房屋租賃契約書.txt"),
        ("utf-8", "契約/覚書.txt"),
    ],
)
def test_names_in_every_code_page(tmp_path: Path, codec: str, name: str) -> None:
    path = put(tmp_path, pack_raw((name.encode(codec), TEXT)))
    assert names(find(tmp_path), tmp_path) == [f"A.zip/{name}"]
    document = registry.load(path / name, name=f"A.zip/{name}")
    assert (document.name, document.text) == (f"A.zip/{name}", TEXT.decode())
    assert source.digest(path / name, Limits()) == document.sha256


def test_one_code_page_for_all_names() -> None:
    name = [("采购合同.txt".encode("gbk"), TEXT), ("附件".encode("gbk") + b".txt", TEXT), (b"plain.txt", TEXT)]
    assert opened(pack_raw(*name)).members == ("采购合同.txt", "附件.txt", "plain.txt")


@pytest.mark.parametrize("codec", ["gbk", "cp932", "big5"])
def test_a_name_in_utf_8_among_others_is_known_by_its_bytes(codec: str) -> None:
    archive = opened(pack_raw(("契約書一.txt".encode(codec), TEXT), ("내부 계약.zip".encode(), TEXT)))
    assert archive.members == ("契約書一.txt", "내부 계약.zip")


def test_a_name_that_is_marked_needs_no_guess() -> None:
    raw = "契約書.txt".encode("cp932")
    assert opened(pack_raw((raw, TEXT), extra=unicode_path(raw, "契約書.txt"))).members == ("契約書.txt",)
    stale = unicode_path(b"other", "別.txt")
    assert opened(pack_raw((raw, TEXT), extra=stale)).members == ("契約書.txt",)
    assert opened(pack_raw(("㐂.txt".encode(), TEXT), flags=0x800)).members == ("㐂.txt",)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\甲\\a.txt", "甲/a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("a/./../b.txt", "a/b.txt"),
        ("a\x00b\n.txt", "a\ufffdb\ufffd.txt"),
        (". /.. /a.txt", "a.txt"),
        ("..", ""),
        ("\\\\host\\share\\a.txt", "host/share/a.txt"),
    ],
)
def test_no_name_leads_out(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_over_long_names_stay_short_and_apart() -> None:
    one, two = (safe_name("甲/" * 3000 + f"{n}.txt") for n in (1, 2))
    assert one != two
    assert len(one.encode()) < 1000


def test_members_of_the_same_name_stay_apart() -> None:
    data = pack_raw(
        (b"a.txt", b"one"),
        (b"a.txt", b"two"),
        (b"../a.txt", b"three"),
        (b"a (2).txt", b"four"),
        (b"b", b""),
        (b"b", b""),
    )
    archive = opened(data)
    assert archive.members == ("a.txt", "a (2).txt", "a (3).txt", "a (2) (2).txt", "b", "b (2)")
    assert [archive.read(name, name, Limits()) for name in archive.members[:4]] == [b"one", b"two", b"three", b"four"]
    taken: dict[str, int] = {}
    assert len({unique("a.txt", taken) for _ in range(1000)}) == 1000


def test_links_and_devices_are_skipped(tmp_path: Path) -> None:
    put(tmp_path, pack_raw((b"link.txt", b"/etc/passwd"), mode=S_IFLNK | 0o777))
    found = find(tmp_path)
    assert found == Found((), (tmp_path / "A.zip" / "link.txt",))


def test_what_is_no_contract_is_counted_and_what_is_furniture_is_not(tmp_path: Path) -> None:
    members = {"甲/a.txt": TEXT, "b.xlsx": b"x", "__MACOSX/._a.txt": b"x", "~$b.docx": b"x", "c": make(paragraph("x"))}
    put(tmp_path, pack({**members, "d/": b"", "e.dat": b"%PDF-1.4", ".g/h.pdf": b"%PDF-1.4", "f": b"\x00\x01"}))
    found = find(tmp_path)
    assert names(found, tmp_path) == ["A.zip/甲/a.txt", "A.zip/c", "A.zip/e.dat"]
    assert [path.name for path in found.skipped] == ["b.xlsx", "h.pdf", "f"]


def test_archives_in_archives_to_a_small_depth(tmp_path: Path) -> None:
    data = pack({"a.txt": TEXT})
    for depth in range(5):
        data = pack({f"{depth}.zip": data, f"{depth}.txt": TEXT})
    path = put(tmp_path, data)
    found = names(find_in(path), tmp_path)
    assert found[:3] == ["A.zip/4.zip/3.zip/2.zip/1.zip", "A.zip/4.zip/3.zip/2.zip/1.txt", "A.zip/4.zip/3.zip/2.txt"]
    assert registry.load(tmp_path / found[1]).text == TEXT.decode()
    assert code_of(tmp_path / found[0]) == "container_named"


def test_a_locked_archive_fails_as_one_and_a_locked_member_by_its_name(tmp_path: Path) -> None:
    locked = put(tmp_path, pack_raw((b"a.txt", TEXT), (b"b.txt", TEXT), flags=1), "locked.zip")
    assert find_in(locked).files == (locked,)
    assert code_of(locked) == "encrypted"
    both = bytearray(pack_raw((b"a.txt", TEXT), (b"b.txt", TEXT)))
    both[both.index(b"PK\x01\x02") + 8] |= 1
    mixed = put(tmp_path, bytes(both), "mixed.zip")
    assert names(find_in(mixed), tmp_path) == ["mixed.zip/a.txt", "mixed.zip/b.txt"]
    assert code_of(mixed / "a.txt") == "encrypted"
    assert registry.load(mixed / "b.txt").text


def test_damage_and_foreign_packing_fail_by_name(tmp_path: Path) -> None:
    data = bytearray(pack_raw((b"a.txt", TEXT)))
    data[40] ^= 1
    assert code_of(put(tmp_path, bytes(data)) / "a.txt") == "damaged"
    assert code_of(put(tmp_path, pack_raw((b"a.txt", TEXT), method=14), "lzma.zip") / "a.txt") == "packed_foreign"
    cut = put(tmp_path, pack_raw((b"a.txt", TEXT))[:-30], "cut.zip")
    assert find_in(cut).files == (cut,)
    assert code_of(cut) == "damaged"
    assert code_of(put(tmp_path, b"PK\x05\x06" + bytes(18), "empty.zip")) == "container_empty"


def test_bombs(tmp_path: Path) -> None:
    ratio = put(tmp_path, pack_raw((b"a.txt", bytes(20 << 20)), method=8), "ratio.zip")
    assert code_of(ratio / "a.txt") == "too_large"
    many = put(tmp_path, pack({f"{n}.txt": b"" for n in range(50)}), "many.zip")
    assert code_of(many, Limits(members=49)) == "too_large"
    assert code_of(many, Limits(archive_bytes=-1)) == "too_large"
    shared = pack_raw((b"a.txt", 100 * TEXT))
    at = shared.index(b"PK\x01\x02")
    entry, end = shared[at:-22], bytearray(shared[-22:])
    end[8:12] = (40).to_bytes(2, "little") * 2
    end[12:16] = (40 * len(entry)).to_bytes(4, "little")
    assert code_of(put(tmp_path, shared[:at] + 40 * entry + bytes(end), "overlap.zip")) == "too_large"


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    data = bytearray(pack_raw((b"a.txt", bytes(100_000)), method=8))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    assert code_of(put(tmp_path, bytes(data)) / "a.txt") == "damaged"


def test_the_members_of_all_nested_archives_count_together(tmp_path: Path) -> None:
    inner = pack({f"{n}.txt": TEXT for n in range(30)})
    path = put(tmp_path, pack({f"{n}.zip": inner for n in range(10)}))
    found = find_in(path, Limits(members=100))
    assert len(found.files) == 90 + 7
    assert [file.name for file in found.files if file.suffix == ".zip"] == [f"{n}.zip" for n in range(3, 10)]


@pytest.mark.parametrize("head", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"ALZ\x01", b"EGGA"])
def test_closed_archives_are_refused_and_never_passed_over(tmp_path: Path, head: bytes) -> None:
    path = put(tmp_path, head + bytes(100), "contracts.bin")
    assert find(tmp_path).files == (path,)
    assert code_of(path) == "packed_foreign"


def test_an_archive_that_changes_is_read_anew(tmp_path: Path) -> None:
    path = put(tmp_path, pack({"a.txt": b"one"}))
    assert source.read(path / "a.txt", "a.txt", Limits()) == b"one"
    put(tmp_path, pack({"a.txt": b"three"}))
    os.utime(path, ns=(1, 1))
    assert source.read(path / "a.txt", "a.txt", Limits()) == b"three"


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    path = put(tmp_path, pack({"a/b.txt": TEXT}))
    (tmp_path / "t.txt").write_bytes(TEXT)
    assert source.exists(path / "a" / "b.txt", Limits())
    for wrong in (path / "a", path / "c.txt", path / "a" / "b.txt" / "c", tmp_path / "t.txt" / "x", tmp_path / "none"):
        assert not source.exists(wrong, Limits())
        assert source.digest(wrong, Limits()) is None
        assert code_of(wrong) == "not_found"


def test_what_lies_in_an_archive_over_a_limit_is_told_when_it_is_read(tmp_path: Path) -> None:
    member = put(tmp_path, pack({"B.zip": pack({"t.txt": TEXT})})) / "B.zip" / "t.txt"
    assert source.digest(member, Limits()) == sha256(TEXT).hexdigest()
    strict = Limits(part_bytes=10)
    assert source.exists(member, strict)
    assert source.digest(member, strict) is None


def test_a_package_of_a_program_is_no_archive(tmp_path: Path) -> None:
    path = put(tmp_path, pack({"a.txt": TEXT}), "program.jar")
    assert find(tmp_path) == Found((), (path,))
    assert code_of(path) == "foreign_format"
    wrapped = put(tmp_path, make(paragraph("第一条")), "contract.zip")
    assert registry.load(wrapped).format == "docx"


def test_ten_thousand_members_are_found_and_read_in_linear_time(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(10_000):
            archive.writestr(f"甲/{number}.txt", TEXT)
    path = put(tmp_path, stream.getvalue())
    found = find_in(path)
    assert len(found.files) == 10_000
    assert all(source.digest(file, Limits()) for file in found.files[::10])
