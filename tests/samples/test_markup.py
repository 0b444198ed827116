from pathlib import Path

import pytest
from making import markup, numerals

LEVELS = """levels = [
  { kind = "decimal", text = "{article}.{n}", annex = "{n}." },
  { kind = "chinese", text = "（{n}）" },
]"""


def contract(tmp_path: Path, body: str) -> markup.Contract:
    source = tmp_path / "contract.txt"
    source.write_text(f"+++\n{LEVELS}\n[truths]\n+++\n{body}", encoding="utf-8")
    return markup.read(source)


def test_clauses_count_within_their_article_and_items_within_their_clause(tmp_path: Path) -> None:
    read = contract(tmp_path, "## 第二条｜甲\n> a\n>> b\n>> c\n> d\n>> e\n## 第十二条｜乙\n> f\n! 附件一｜丙\n> g\n")
    labels = [block.label for block in read.blocks if block.kind == "clause"]
    assert labels == ["2.1", "（一）", "（二）", "2.2", "（一）", "12.1", "1."]


def test_types_stand_apart_from_the_title(tmp_path: Path) -> None:
    (block,) = contract(tmp_path, "## 第三条｜保密 {confidentiality, survival}\n").blocks
    assert (block.label, block.text, block.types) == ("第三条", "保密", ("confidentiality", "survival"))


def test_a_table_ends_where_its_rows_end(tmp_path: Path) -> None:
    table, after = contract(tmp_path, "|= 1 2 : 表\n| a | b\n| c | <\n_ 后\n").blocks
    assert (table.rows, table.text, table.ruled) == ((("a", "b"), ("c", "<")), "表", True)
    assert after.text == "后"


def test_the_reader_sees_insertions_and_not_deletions_notes_or_comments() -> None:
    assert markup.final("年[-１０％-][+１４％+]の[@損害金@確認@]を[^注^]払う") == "年１４％の損害金を払う"


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第一百零六条", "106"),
        ("第四十二条之一", "42-1"),
        ("第１２条", "12"),
        ("第３８条の２", "38-2"),
        ("제3조의2", "3-2"),
        ("附件十", "10"),
        ("[별지 2]", "2"),
        ("別紙", None),
    ],
)
def test_number_of_a_label(label: str, number: str | None) -> None:
    assert numerals.number_of(label) == number


def test_chinese_numerals_are_read_as_they_are_written() -> None:
    numbers = range(1, 200)
    assert [numerals.value(numerals.chinese(number)) for number in numbers] == list(numbers)
