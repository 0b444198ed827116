"""Records against gold: every figure from a planted right, missed or invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SetupError, UsageError
from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.report import lines, to_json
from pipeline.extract.record import Record
from pipeline.version import __version__

TEXT = "第一条 期限\n二年。\n第二条 价款\n壹万元。\n第三条 其他\n无。\n"
ARTICLES = {"1": (0, 10), "2": (11, 22), "3": (23, 32)}


def clause(which: str, kind: str, **more: Any) -> dict[str, Any]:
    start, end = ARTICLES[which]
    quote = TEXT[start:end]
    label, title = quote.split("\n")[0].split()
    return {
        "id": f"{int(which) - 1}.{kind}",
        "type": kind,
        "article": label,
        "number": which,
        "path": [label],
        "title": title,
        "quote": quote,
        "start": start,
        "end": end,
        "places": [],
        "grade": "exact",
        "folds": [],
        "source": "text",
        "passages": [],
        "values": {},
        "evidence": {},
    } | more


def record(*clauses: dict[str, Any], name: str = "a.txt", language: str = "zh-Hans", **more: Any) -> dict[str, Any]:
    document = {
        "name": name,
        "sha256": None,
        "text_sha256": None,
        "language": language,
        "languages": [language],
        "pages": None,
        "characters": len(TEXT),
        "tokens": 1,
    }
    whole = {
        "program": f"cjkclause {__version__}",
        "status": "complete",
        "document": document,
        "clauses": list(clauses),
    }
    made = Record.model_validate({**whole, "endpoint": "embedded", "engine": "rules", "model": "rules only", **more})
    return made.to_json()


def write(folder: Path, **files: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt.json").write_text(json.dumps(content, ensure_ascii=False))
    return folder


def score(tmp_path: Path, records: dict[str, Any], gold: dict[str, Any]) -> dict[str, Any]:
    out, right = write(tmp_path / "out", **records), write(tmp_path / "gold", **gold)
    for name in records:
        (out / f"{name}.txt.txt").write_text(TEXT)
    return to_json(evaluate(out, right))


WHOLE = record(clause("1", "term"), clause("2", "price_payment"), clause("3", "other"))


def test_a_record_is_its_own_gold(tmp_path: Path) -> None:
    told = score(tmp_path, {"a": WHOLE}, {"a": WHOLE})
    for name in ("with_other", "without_other"):
        assert told[name]["micro"]["f1"] == told[name]["macro"]["f1"] == 1.0
    assert told["boundaries"] == {"of": 3, "exact": 1.0, "same_start": 1.0, "same_end": 1.0, "iou": 1.0}
    assert told["missed"] == told["invented"] == told["wrong"] == []


def test_missed_and_invented_types_are_counted_and_named(tmp_path: Path) -> None:
    gold = {
        "clauses": [
            {"number": "1", "types": ["term", "renewal"]},
            {"number": "2", "type": "tax"},
            {"number": "3", "type": "other"},
        ]
    }
    told = score(tmp_path, {"a": WHOLE}, {"a": gold})
    micro = told["with_other"]["micro"]
    assert (micro["right"], micro["invented"], micro["missed"]) == (2, 1, 2)
    assert (micro["precision"], micro["recall"]) == (round(2 / 3, 4), 0.5)
    assert told["with_other"]["by_type"]["price_payment"]["precision"] == 0.0
    assert told["with_other"]["by_type"]["renewal"]["recall"] == 0.0
    assert told["without_other"]["micro"]["right"] == 1
    assert "other" not in told["without_other"]["by_type"]
    assert {"file": "a.txt", "article": "2", "type": "tax", "found": ["price_payment"]} in told["missed"]
    assert [item["type"] for item in told["invented"]] == ["price_payment"]
    assert told["confusions"] == [{"gold": "tax", "found": "price_payment", "count": 1}]


@pytest.mark.parametrize(
    "where",
    [
        {"number": "2"},
        {"article": "第 二 条"},
        {"title": "价款"},
        {"quote": "壹万元"},
        {"start": 11, "end": 22},
        {"path": ["第二条"]},
        {"start": 12, "end": 20, "quote": TEXT[11:22]},
    ],
)
def test_an_article_is_known_by_any_of_its_marks(tmp_path: Path, where: dict[str, Any]) -> None:
    told = score(
        tmp_path, {"a": record(clause("2", "price_payment"))}, {"a": {"clauses": [{**where, "type": "price_payment"}]}}
    )
    assert told["with_other"]["micro"]["f1"] == 1.0
    assert told["boundaries"]["of"] == ("start" in where)
    assert told["boundaries"]["exact"] in (None, 1.0)


def test_a_number_that_restarts_is_told_by_its_path_or_by_the_order(tmp_path: Path) -> None:
    annex = clause("3", "tax", number="1", path=["附件一", "第三条"])
    records = {"a": record(clause("1", "term"), clause("2", "audit"), annex)}
    audit = {"number": "2", "type": "audit"}
    by_order = {"clauses": [{"number": "1", "type": "term"}, audit, {"number": "1", "type": "tax"}]}
    assert score(tmp_path, records, {"a": by_order})["with_other"]["micro"]["f1"] == 1.0
    by_path = {"clauses": [{"number": "1", "path": ["附件一"], "type": "tax"}, {"number": "1", "type": "term"}, audit]}
    assert score(tmp_path, records, {"a": by_path})["with_other"]["micro"]["f1"] == 1.0


def test_types_of_an_article_need_not_stand_together(tmp_path: Path) -> None:
    found = record(clause("1", "term"), clause("1", "renewal"), clause("2", "tax"))
    gold = [{"number": "1", "type": "term"}, {"number": "2", "type": "tax"}, {"number": "1", "type": "renewal"}]
    assert score(tmp_path, {"a": found}, {"a": {"clauses": gold}})["with_other"]["micro"]["f1"] == 1.0


def test_an_article_may_be_told_as_a_whole_or_in_pieces(tmp_path: Path) -> None:
    pieces = record(clause("1", "term", number="4.1"), clause("2", "tax", number="4.2", id="1.tax"))
    whole = {"clauses": [{"number": "4", "types": ["term", "tax"]}]}
    assert score(tmp_path, {"a": pieces}, {"a": whole})["with_other"]["micro"]["f1"] == 1.0
    told = record(clause("1", "term", number="4"), clause("1", "tax", number="4"))
    gold = {"clauses": [{"number": "4.1", "type": "term"}, {"number": "4.2", "type": "tax"}]}
    assert score(tmp_path, {"a": told}, {"a": gold})["with_other"]["micro"]["f1"] == 1.0


def test_boundaries_by_type_and_in_all(tmp_path: Path) -> None:
    gold = {"clauses": [{"start": 0, "end": 5, "type": "term"}, {"start": 11, "end": 22, "type": "price_payment"}]}
    told = score(tmp_path, {"a": record(clause("1", "term"), clause("2", "price_payment"))}, {"a": gold})
    assert told["boundaries"] == {"of": 2, "exact": 0.5, "same_start": 1.0, "same_end": 0.5, "iou": 0.75}
    assert told["with_other"]["by_type"]["term"]["boundaries"]["iou"] == 0.5
    assert told["with_other"]["by_type"]["price_payment"]["boundaries"]["exact"] == 1.0


def test_figures_by_language(tmp_path: Path) -> None:
    records = {"a": record(clause("1", "term")), "b": record(clause("1", "tax"), name="b.txt", language="ja")}
    told = score(tmp_path, records, {name: {"clauses": [{"number": "1", "type": "term"}]} for name in ("a", "b")})
    languages = told["with_other"]["by_language"]
    assert languages["zh-Hans"]["micro"]["f1"] == 1.0
    assert languages["ja"]["micro"]["f1"] == 0.0
    assert told["with_other"]["micro"]["f1"] == 0.5


def test_a_contract_without_a_record_is_missed_and_named(tmp_path: Path) -> None:
    gold = {"clauses": [{"number": "1", "type": "term"}], "terms": {"signed_on": {"value": None}}}
    told = score(tmp_path, {"a": record(clause("1", "term"))}, {"a": gold, "b": gold})
    assert told["files"] == {"gold": 2, "scored": 1, "missing_records": ["b.txt"], "records_without_gold": 0}
    assert told["with_other"]["micro"]["recall"] == 0.5
    assert told["terms"]["missing"] == 1


def test_gold_is_matched_by_path_by_name_and_by_stem(tmp_path: Path) -> None:
    gold = {"clauses": [{"number": "1", "type": "term"}]}
    records = {"a": record(clause("1", "term"), name="deep/er/a.pdf")}
    assert score(tmp_path, records, {"x": gold | {"document": {"name": "deep/er/a.pdf"}}})["files"]["scored"] == 1
    assert score(tmp_path / "2", records, {"x": gold | {"document": {"name": "a.pdf"}}})["files"]["scored"] == 1
    assert score(tmp_path / "3", records, {"x": gold | {"document": {"name": "a"}}})["files"]["scored"] == 1
    assert score(tmp_path / "4", records, {"x": gold | {"document": {"name": "b.pdf"}}})["files"]["scored"] == 0


def test_what_the_gold_does_not_hold_is_not_scored(tmp_path: Path) -> None:
    told = score(tmp_path, {"a": WHOLE}, {"a": {"terms": {"governing_law": {"value": "中国法"}}}})
    assert told["with_other"]["micro"]["f1"] is None
    assert told["invented"] == []
    assert told["values"]["of"] == told["findings"]["of"] == 0
    assert told["terms"]["by_name"]["governing_law"]["missing"] == 1


def test_values_by_the_fields_of_the_gold(tmp_path: Path) -> None:
    values = {"amount": {"written": "壹万元", "amount": "10000.00", "currency": "CNY"}, "law": "中 国 法", "due": None}
    found = record(clause("2", "price_payment", values=values))
    gold_values = {"amount": {"amount": "10000"}, "law": "中国法", "due": None, "tax": {"rate": "0.1"}}
    told = score(
        tmp_path, {"a": found}, {"a": {"clauses": [{"number": "2", "type": "price_payment", "values": gold_values}]}}
    )
    assert (told["values"]["right"], told["values"]["missing"], told["values"]["of"]) == (3, 1, 4)
    wrong = {"amount": {"amount": "10001"}, "due": {"iso": "2026-01-01"}, "law": None}
    told = score(
        tmp_path, {"a": found}, {"a": {"clauses": [{"number": "2", "type": "price_payment", "values": wrong}]}}
    )
    assert (told["values"]["wrong"], told["values"]["missing"], told["values"]["invented"]) == (1, 1, 1)
    assert {item["is"] for item in told["wrong"]} == {"wrong", "missing", "invented"}


def test_terms_findings_and_fields(tmp_path: Path) -> None:
    terms = {
        "signed_on": {"state": "found", "value": {"written": "x", "iso": "2026-01-02"}, "evidence": None},
        "parties": {"state": "found", "value": [{"name": "甲公司", "role": "买方"}, {"name": "乙"}], "evidence": None},
    }
    found = record(clause("1", "term"), terms=terms, findings={"tax": "absent", "term": "found"})
    gold = {
        "document": {"language": "ja"},
        "status": "complete",
        "terms": {
            "signed_on": {"state": "found", "value": {"iso": "2026-01-02"}},
            "parties": [{"name": "乙"}, {"name": "甲公司", "role": "买方"}],
        },
        "findings": {"tax": "found", "term": "found"},
    }
    told = score(tmp_path, {"a": found}, {"a": gold})
    assert (told["terms"]["right"], told["terms"]["of"]) == (2, 2)
    assert (told["findings"]["right"], told["findings"]["wrong"]) == (1, 1)
    assert told["fields"]["by_name"]["document.language"]["wrong"] == 1
    assert told["fields"]["by_name"]["terms.signed_on.state"]["right"] == 1


def test_mentions_count_each_way_and_only_for_the_kinds_of_the_gold(tmp_path: Path) -> None:
    def money(amount: str, start: int) -> dict[str, Any]:
        value = {"written": amount, "amount": amount, "currency": "CNY"}
        return {"kind": "money", "quote": amount, "start": start, "end": start + 1, "value": value, "blank": False}

    date = {"kind": "date", "quote": "x", "start": 0, "end": 1, "value": None, "blank": False}
    found = record(mentions=[money("1", 0), money("1", 4), money("2", 6), date])
    gold = {"mentions": [{"kind": "money", "value": {"amount": "1.0"}}, {"kind": "money", "value": {"amount": "3"}}]}
    told = score(tmp_path, {"a": found}, {"a": gold})["mentions"]
    figures = {"precision": round(2 / 3, 4), "recall": 0.5, "f1": 0.5714, "gold": 2, "found": 3}
    assert told == {"money": {**figures, "by_language": {"zh-Hans": figures}}}


def mention(kind: str, start: int, end: int, value: dict[str, Any] | None, blank: bool = False) -> dict[str, Any]:
    return {"kind": kind, "quote": TEXT[start:end], "start": start, "end": end, "value": value, "blank": blank}


def test_a_mention_with_a_place_is_found_where_one_of_the_record_meets_it(tmp_path: Path) -> None:
    found = record(mentions=[mention("duration", 6, 9, {"iso": "P2Y"}), mention("money", 17, 21, {"amount": "10000"})])
    gold = {
        "mentions": [
            {"kind": "duration", "start": 5, "end": 8, "quote": "other words", "value": {"iso": "P2Y"}},
            {"kind": "money", "start": 0, "end": 5, "value": {"amount": "10000"}},
        ]
    }
    told = score(tmp_path, {"a": found}, {"a": gold})["mentions"]
    assert told["duration"]["f1"] == 1.0
    assert (told["money"]["precision"], told["money"]["recall"]) == (0.0, 0.0)


def test_dates_that_hang_on_an_event_are_a_kind_of_their_own(tmp_path: Path) -> None:
    relative = mention("date", 0, 3, {"anchor": "签字", "offset": "P0D"})
    found = record(mentions=[relative, mention("date", 6, 9, {"iso": "2024-03-01"})])
    gold = {"mentions": [{"kind": "date", "value": {"iso": "2024-03-01"}}]}
    told = score(tmp_path, {"a": found}, {"a": gold})["mentions"]
    assert list(told) == ["date"]
    assert told["date"]["f1"] == 1.0
    gold["mentions"].append({"kind": "date", "value": {"anchor": "盖章"}})
    told = score(tmp_path, {"a": found}, {"a": gold})["mentions"]
    assert (told["date"]["f1"], told["relative date"]["recall"]) == (1.0, 0.0)


def test_what_nobody_can_decide_is_missed_but_not_invented(tmp_path: Path) -> None:
    found = record(mentions=[mention("date", 6, 9, {"value": None})])
    gold = {"mentions": [{"kind": "date", "start": 6, "end": 9, "value": {"iso": "2024-02-30"}}]}
    told = score(tmp_path, {"a": found}, {"a": gold})
    assert (told["mentions"]["date"]["precision"], told["mentions"]["date"]["recall"]) == (None, 0.0)
    assert told["invented"] == []


@pytest.mark.parametrize(("value", "blank", "filled"), [({"iso": "P2Y"}, False, 1), ({"value": None}, True, 0)])
def test_values_made_from_blanks_are_counted(tmp_path: Path, value: dict[str, Any], blank: bool, filled: int) -> None:
    found = record(mentions=[mention("duration", 6, 9, value, blank)])
    gold = {"mentions": [{"kind": "duration", "start": 6, "end": 8, "blank": True}]}
    assert score(tmp_path, {"a": found}, {"a": gold})["blanks"] == {"of": 1, "filled": filled}


def test_issues_are_scored_for_the_codes_of_the_gold(tmp_path: Path) -> None:
    def issue(code: str, start: int, severity: str = "warning") -> dict[str, Any]:
        placed = {"start": start, "end": start + 2, "pointer": "", "params": {}}
        return {"code": code, "severity": severity, "message": "m", **placed}

    found = record(issues=[issue("a", 0), issue("a", 6), issue("b", 0, "info"), issue("c", 0)])
    gold = {
        "issues": [
            {"code": "a", "start": 1, "end": 5},
            {"code": "b", "severity": "error"},
            {"code": "d"},
        ]
    }
    told = score(tmp_path, {"a": found}, {"a": gold})
    assert {code: (own["right"], own["invented"], own["missed"]) for code, own in told["issues"].items()} == {
        "a": (1, 1, 0),
        "b": (0, 1, 1),
        "d": (0, 0, 1),
    }
    assert {item["issue"]["code"] for item in told["missed"]} == {"b", "d"}


def test_a_contract_whose_gold_holds_no_issue_is_clean_of_all_codes_that_stand_elsewhere(tmp_path: Path) -> None:
    issue = {"code": "a", "severity": "warning", "message": "m", "start": 0, "end": 2, "pointer": "", "params": {}}
    also = {**issue, "code": "b"}
    records = {
        "wrong": record(issues=[issue], name="wrong.txt"),
        "clean": record(issues=[issue, also], name="clean.txt"),
    }
    gold = {"wrong": {"issues": [{"code": "a"}]}, "clean": {"issues": []}}
    told = score(tmp_path, records, gold)["issues"]
    assert {code: (own["right"], own["invented"], own["missed"]) for code, own in told.items()} == {"a": (1, 1, 0)}
    del gold["clean"]["issues"]
    assert score(tmp_path / "again", records, gold)["issues"]["a"]["invented"] == 0


def test_numbers_of_articles_are_scored_beside_their_spans(tmp_path: Path) -> None:
    wrong = clause("2", "price_payment", number="7")
    found = record(clause("1", "term"), wrong, clause("3", "other"))
    gold = {"clauses": [{"number": which, "start": s, "end": e, "type": "x"} for which, (s, e) in ARTICLES.items()]}
    told = score(tmp_path, {"a": found}, {"a": gold})["numbers"]
    assert (told["right"], told["wrong"]) == (2, 1)


def test_parts(tmp_path: Path) -> None:
    found = record(parts=[{"kind": "title", "start": 0, "end": 3}, {"kind": "annex", "start": 5, "end": 9}])
    gold = {"parts": [{"kind": "title"}, {"kind": "annex", "start": 6, "end": 9}]}
    told = score(tmp_path, {"a": found}, {"a": gold})["parts"]
    assert told["title"]["f1"] == 1.0
    assert (told["annex"]["invented"], told["annex"]["missed"]) == (1, 1)


def test_what_is_left_of_a_contract_counts_as_other_where_the_gold_has_no_such_type(tmp_path: Path) -> None:
    found = record(clause("1", "term"), clause("3", "obligations"))
    gold = {"clauses": [{"number": "1", "type": "term"}, {"number": "3", "type": "other"}]}
    assert score(tmp_path, {"a": found}, {"a": gold})["with_other"]["micro"]["f1"] == 1.0
    gold["clauses"][0]["types"] = ["obligations"]  # type: ignore[assignment]
    assert score(tmp_path, {"a": found}, {"a": gold})["with_other"]["by_type"]["obligations"]["invented"] == 1


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "[]",
        "{",
        '{"claused": []}',
        '{"clauses": [{"typ": "term"}]}',
        '{"clauses": 3}',
        '{"clauses": [{"type": "term"}]}',
    ],
)
def test_gold_that_is_none_is_refused_with_its_place(tmp_path: Path, raw: str) -> None:
    out = write(tmp_path / "out", a=WHOLE)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(raw)
    with pytest.raises(SetupError) as raised:
        evaluate(out, tmp_path / "gold")
    assert raised.value.code == "gold_unreadable"


def test_folders_that_are_not_there(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", a=WHOLE)
    for records, golds in ((tmp_path / "no", gold), (gold, tmp_path / "no"), (gold, tmp_path / "out")):
        (tmp_path / "out").mkdir(exist_ok=True)
        with pytest.raises(UsageError):
            evaluate(records, golds)


def test_a_number_may_stand_without_quotes(tmp_path: Path) -> None:
    gold = {"clauses": [{"number": 2, "type": "price_payment"}]}
    assert score(tmp_path, {"a": WHOLE}, {"a": gold})["with_other"]["micro"]["right"] == 1


def test_an_article_without_a_type_is_scored_for_its_place_alone(tmp_path: Path) -> None:
    start, end = ARTICLES["2"]
    gold = {"clauses": [{"number": "2", "start": start, "end": end}, {"number": "1", "type": "term"}]}
    told = score(tmp_path, {"a": WHOLE}, {"a": gold})
    assert told["boundaries"]["exact"] == 1.0
    assert told["with_other"]["by_type"].keys() == {"term", "other"}


def test_names_that_nothing_has_are_told(tmp_path: Path) -> None:
    gold = {"clauses": [{"number": "1", "type": "trem"}, {"number": "2", "type": "tax"}], "issues": [{"code": "gap"}]}
    out, right = write(tmp_path / "out", a=WHOLE), write(tmp_path / "gold", a=gold)
    score_of = evaluate(out, right)
    assert score_of.unknown == ["gap", "trem"]
    assert "misspelt? gap, trem" in "\n".join(lines(score_of))


def test_a_folder_without_records_is_refused_and_gold_is_no_record(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", a={"clauses": []})
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError) as none:
        evaluate(tmp_path / "none", gold)
    assert none.value.code == "no_records"
    with pytest.raises(SetupError) as swapped:
        evaluate(gold, gold)
    assert str(swapped.value.params["detail"]) == "/program: Field required"


def test_the_report_tells_nothing_of_what_the_gold_does_not_hold(tmp_path: Path) -> None:
    out, right = write(tmp_path / "out", a=WHOLE), write(tmp_path / "gold", a={"terms": {"title": "x"}})
    told = "\n".join(lines(evaluate(out, right)))
    assert "terms" in told
    assert not any(word in told for word in ("with other", "mentions", "issues", "parts", "articles"))


def test_the_report_says_what_the_figures_say(tmp_path: Path) -> None:
    gold = {"clauses": [{"number": "1", "type": "renewal"}, {"number": "2", "type": "price_payment"}]}
    out, right = write(tmp_path / "out", a=WHOLE), write(tmp_path / "gold", a=gold, b=gold)
    told = "\n".join(lines(evaluate(out, right)))
    assert "no record for b.txt" in told
    assert "renewal told as term: 1" in told
    assert "missed: 3" in told
    assert any(line.split()[:4] == ["price_payment", "100.0", "50.0", "66.7"] for line in told.split("\n"))
