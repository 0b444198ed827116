"""Stored records proved again: whole ones hold, and every field that was tampered with is found."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.endpoint.server import EmbeddedServer
from pipeline.errors import UsageError
from pipeline.extract.stored import encode
from pipeline.extract.verify import Verified, verify
from pipeline.issues import Issue
from pipeline.loaders.limits import Limits
from pipeline.messages import LANGUAGES, render
from pipeline.schema.library import Library, Schema, load_library
from tests.contracts import LEASE, job
from tests.extract.test_merge import answered, record, reply

KNOWN = load_library()
ODD = """采购合同
买方（甲方）：东川机械有限公司
卖方（乙方）：西岭钢材有限公司
第一条 价款
合同总价为人民币伍拾万元整（￥600,000.00），甲方于2026年3月1日前付清。
第二条 期限
本合同自____年__月__日起生效。"""

# What no stored byte can contradict: who counted, how often was sent, which words of the endpoint were folded.
FREE = ("/program", "/prompt", "/document/counter", "/usage/requests", "/usage/cached_tokens", "/usage/estimated")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`in` with two contracts and `out` with their records."""
    root = tmp_path_factory.mktemp("verify")
    (root / "in").mkdir()
    (root / "in" / "lease.txt").write_text(LEASE)
    (root / "in" / "odd.txt").write_text(ODD)
    (root / "in" / "empty.txt").write_text("")
    list(pipeline.extract_folder(root / "in", root / "out", endpoint="embedded"))
    return root


@pytest.fixture
def stored(extracted: Path, tmp_path: Path) -> Path:
    """A copy that may be tampered with."""
    shutil.copytree(extracted, tmp_path / "copy")
    return tmp_path / "copy"


def tamper(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    record = json.loads(file.read_text())
    change(record)
    file.write_text(json.dumps(record, ensure_ascii=False))


def pointers(verified: Verified) -> set[str]:
    return {f"{finding.file}#{finding.issue.pointer}" for finding in verified.findings}


def test_whole_records_hold_with_and_without_their_originals(extracted: Path) -> None:
    alone = verify(extracted / "out", None, KNOWN)
    assert [finding.line() for finding in alone.findings] == []
    assert alone.records == 3
    assert alone.quotes > 20
    together = verify(extracted / "out", extracted / "in", KNOWN)
    assert [finding.line() for finding in together.findings] == []
    assert together.originals == 3


def test_records_of_files_whose_names_are_no_utf8_are_seen_and_proved(tmp_path: Path) -> None:
    originals, out = tmp_path / "in", tmp_path / "out"
    # 合同 and 契约 in GBK, as an unpacker leaves them: as text both are four U+FFFD.
    for name, text in {b"\xba\xcf\xcd\xac.txt": LEASE, b"\xc6\xf5\xd4\xbc.txt": ODD}.items():
        (originals / os.fsdecode(b"\xd5")).mkdir(parents=True, exist_ok=True)
        (originals / os.fsdecode(name)).write_text(text)
        with zipfile.ZipFile(originals / os.fsdecode(b"\xd5/" + name[:4] + b".zip"), "w") as archive:
            archive.writestr("甲/contract.txt", text)
    list(pipeline.extract_folder(originals, out, endpoint="embedded"))
    assert not [path for path in out.rglob("*") if path.name.startswith(".")]
    proved = verify(out, originals, KNOWN)
    assert ([finding.line() for finding in proved.findings], proved.records, proved.originals) == ([], 4, 4)


def test_the_record_of_a_hidden_file_that_was_named_is_proved(tmp_path: Path) -> None:
    (tmp_path / ".合同.txt").write_text(LEASE)
    list(pipeline.extract_folder(tmp_path / ".合同.txt", tmp_path / "out", endpoint="embedded"))
    (tmp_path / "out" / "._.合同.txt.json").write_bytes(b"\x00\x05\x16\x07")
    proved = verify(tmp_path / "out", tmp_path, KNOWN)
    assert ([finding.line() for finding in proved.findings], proved.records, proved.originals) == ([], 1, 1)


def test_records_of_the_rules_served_under_a_url_hold(
    tmp_path: Path, embedded: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJKCLAUSE_API_KEY", embedded.api_key)
    (tmp_path / "lease.txt").write_text(LEASE)
    record = pipeline.extract(tmp_path / "lease.txt", base_url=embedded.base_url)
    assert (record.endpoint, record.engine, record.model) == (embedded.base_url, "rules", "rules only")
    file = tmp_path / "lease.txt.json"
    (tmp_path / "lease.txt.txt").write_text(LEASE)
    file.write_bytes(encode(record.to_json()))
    assert verify(file, tmp_path, KNOWN).findings == []
    tamper(file, lambda broken: broken.update(endpoint="https/elsewhere"))
    assert pointers(verify(file, None, KNOWN)) == {"lease.txt.json#/endpoint"}


def test_a_folder_that_could_not_be_listed_has_a_record_that_holds(stored: Path) -> None:
    file = stored / "out" / "empty.txt.json"
    (stored / "in" / "empty.txt").unlink()
    (stored / "in" / "empty.txt").mkdir()
    assert pointers(verify(file, stored / "in", KNOWN)) == {"empty.txt.json#/document/name"}
    tamper(file, lambda record: record["document"].update(sha256=None))
    assert pointers(verify(file, stored / "in", KNOWN)) == set()


def test_what_was_proved_is_told_in_json(stored: Path) -> None:
    assert verify(stored / "out", stored / "in", KNOWN).to_json()["findings"] == []
    file = stored / "out" / "lease.txt.json"
    tamper(file, lambda record: record["clauses"][0].update(quote="x"))
    verified = verify(file, None, KNOWN)
    told = verified.to_json("ja")
    assert told == {
        "records": 1,
        "quotes": verified.quotes,
        "values": verified.values,
        "originals": 0,
        "errors": verified.errors,
        "findings": [{"file": "lease.txt.json", **each.issue.to_json("ja")} for each in verified.findings],
    }
    assert verified.errors > 0


def test_one_record_and_its_original_may_be_named_alone(extracted: Path) -> None:
    verified = verify(extracted / "out" / "odd.txt.json", extracted / "in" / "odd.txt", KNOWN)
    assert (verified.records, verified.originals, verified.errors) == (1, 1, 0)


def test_originals_are_read_under_the_limits_of_the_run(extracted: Path) -> None:
    verified = verify(extracted / "out", extracted / "in", KNOWN, Limits(characters=10))
    assert {finding.issue.code for finding in verified.findings} == {"original_unreadable"}


def leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, dict | list) and node:
        for key, part in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(part, (*path, key))
    else:
        yield path


OTHERS = {
    "complete": "partial",
    "answered": "unresolved",
    "found": "blank",
    "none": "should",
    "rules": "model",
    "exact": "stitched",
    "text": "ocr",
    "calendar": "business",
    "not_found_by_rules": "absent",
    "unresolved": "found",
    "blank": "found",
}


def changed(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return OTHERS.get(value) or ("2" if value[:1] == "1" else "1") + value[1:]
    return "x"


def test_every_field_that_is_tampered_with_is_found(stored: Path) -> None:
    seen: set[str] = set()
    unseen = []
    for name in ("odd.txt", "lease.txt"):
        file, original = stored / "out" / f"{name}.json", stored / "in" / name
        record = json.loads(file.read_text())
        for path in leaves(record):
            shape = "/".join("*" if isinstance(step, int) else step for step in path)
            group = shape if path[0] not in ("schemas", "findings") else str(path[0])
            pointer = "/" + "/".join(map(str, path))
            if group in seen or pointer in FREE:
                continue
            seen.add(group)
            tamper(file, lambda broken, path=path: change_at(broken, path))
            if not (verify(file, None, KNOWN).errors or verify(file, original, KNOWN).findings):
                unseen.append(f"{name}#{pointer}")
            file.write_text(json.dumps(record, ensure_ascii=False))
    assert len(seen) > 80
    assert unseen == []


def change_at(node: Any, path: tuple[str | int, ...]) -> None:
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = changed(node[path[-1]])


@pytest.mark.parametrize(
    ("pointer", "change"),
    [
        ("/clauses/2/quote", lambda r: r["clauses"][2].update(quote=r["clauses"][2]["quote"].replace("乙方", "甲方"))),
        ("/clauses/2/values/amount", lambda r: r["clauses"][2]["values"]["amount"].update(amount="120000.00")),
        ("/clauses/6/values/law", lambda r: r["clauses"][6]["values"].update(law="日本法")),
        ("/clauses/2/evidence/~1amount", lambda r: r["clauses"][2]["evidence"]["/amount"].update(start=0, end=3)),
        ("/clauses/2/values/amount", lambda r: r["clauses"][2]["evidence"].pop("/amount")),
        ("/mentions", lambda r: r["mentions"].pop()),
        ("/coverage", lambda r: r["coverage"].clear()),
        ("/findings", lambda r: r["findings"].pop("term")),
        ("/terms/starts_on/value", lambda r: r["terms"]["starts_on"]["value"].update(iso="2026-04-02")),
        ("/terms/parties/value/0", lambda r: r["terms"]["parties"]["value"][0].update(name="南岸书店有限公司")),
        ("/usage/billed_tokens", lambda r: r["usage"].update(billed_tokens=r["usage"]["billed_tokens"] - 1)),
        ("/status", lambda r: r.update(status="partial")),
        ("/review", lambda r: r["review"].update(level="must", reasons=["x"])),
        ("/document/characters", lambda r: r["document"].update(characters=1)),
        ("/clauses/1/passages/0", lambda r: r["clauses"][1]["passages"][0].update(start=0)),
    ],
)
def test_a_finding_names_the_place_even_without_the_original(
    stored: Path, pointer: str, change: Callable[[dict[str, Any]], object]
) -> None:
    tamper(stored / "out" / "lease.txt.json", change)
    found = verify(stored / "out", None, KNOWN)
    assert any(place.startswith(f"lease.txt.json#{pointer}") for place in pointers(found)), pointers(found)
    # The register of the folder still holds the record as it was.
    assert any(place.startswith("records.jsonl#") for place in pointers(found))


def test_words_and_figures_that_differ_stand_with_their_issue(stored: Path) -> None:
    file = stored / "out" / "odd.txt.json"
    record = json.loads(file.read_text())
    assert "words_and_figures_differ" in {issue["code"] for issue in record["issues"]}
    tamper(file, lambda r: r.update(issues=[], review={"level": "none", "reasons": []}))
    codes = {finding.issue.code for finding in verify(file, None, KNOWN).findings}
    assert "issue_missing" in codes


def test_values_of_a_schema_that_is_not_at_hand_are_told_by_their_shape(stored: Path) -> None:
    others = Library(Schema(each.name, each.definition, "0" * 64, "") for each in KNOWN.values())
    assert verify(stored / "out", None, others).errors == 0
    tamper(stored / "out" / "lease.txt.json", lambda r: r["clauses"][2]["values"]["amount"].update(amount="1.00"))
    assert "lease.txt.json#/clauses/2/values/amount" in pointers(verify(stored / "out", None, others))


def test_the_text_beside_the_record_must_be_its_own(stored: Path) -> None:
    text = stored / "out" / "lease.txt.txt"
    text.write_text(LEASE.replace("壹万", "贰万"))
    assert "lease.txt.json#/document/text_sha256" in pointers(verify(stored / "out", None, KNOWN))
    text.unlink()
    assert {finding.issue.code for finding in verify(stored / "out", None, KNOWN).findings} == {"text_missing"}


def test_records_jsonl_holds_exactly_the_records(stored: Path) -> None:
    register = stored / "out" / "records.jsonl"
    lines = register.read_text().splitlines(keepends=True)
    for wrong, code in (
        (lines[:-1], "line_missing"),
        ([*lines, lines[0]], "line_unfounded"),
        ([*lines, "{\n"], "record_not_json"),
    ):
        register.write_text("".join(wrong))
        assert {finding.issue.code for finding in verify(stored / "out", None, KNOWN).findings} == {code}


def test_a_record_that_is_gone_is_missed(stored: Path) -> None:
    (stored / "out" / "lease.txt.json").unlink()
    assert {finding.issue.code for finding in verify(stored / "out", None, KNOWN).findings} == {"line_unfounded"}


def test_the_original_must_be_the_same_file(stored: Path) -> None:
    original = stored / "in" / "lease.txt"
    original.write_text(LEASE + "\n")
    assert "lease.txt.json#/document/sha256" in pointers(verify(stored / "out", stored / "in", KNOWN))
    original.unlink()
    codes = {finding.issue.code for finding in verify(stored / "out", stored / "in", KNOWN).findings}
    assert codes == {"original_missing"}


def test_a_name_leads_out_of_no_folder(stored: Path) -> None:
    tamper(stored / "out" / "lease.txt.json", lambda r: r["document"].update(name="../in/lease.txt"))
    found = verify(stored / "out", stored / "in", KNOWN)
    assert "lease.txt.json#/document/name" in pointers(found)
    assert found.originals == 2


@pytest.mark.parametrize(
    "raw", ["", "[]", "{", '{"version": "1"}', '{"a": NaN}', "[" * 5000, '{"status": 1, "status": 2}', "\ud800"]
)
def test_what_is_no_record_is_a_finding(stored: Path, raw: str) -> None:
    (stored / "out" / "lease.txt.json").write_bytes(raw.encode("utf-8", "surrogatepass"))
    found = verify(stored / "out", stored / "in", KNOWN)
    assert any(place.startswith("lease.txt.json#") for place in pointers(found))


@pytest.mark.parametrize("junk", ["x", 7, True, [], {}, [[]], [{"written": 3}], {"iso": "x"}, {"written": None}])
def test_values_of_any_shape_are_findings_and_no_crash(stored: Path, junk: Any) -> None:
    file = stored / "out" / "lease.txt.json"
    tamper(file, lambda r: r["clauses"][2]["values"].update(amount=junk))
    tamper(file, lambda r: r["terms"]["parties"].update(value=junk))
    assert verify(file, stored / "in" / "lease.txt", KNOWN).errors


def test_a_failed_record_says_nothing_about_content(stored: Path) -> None:
    file = stored / "out" / "empty.txt.json"
    tamper(file, lambda r: r.update(findings={"term": "absent"}))
    assert "empty.txt.json#/findings" in pointers(verify(stored / "out", None, KNOWN))


def test_paths_that_hold_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        verify(tmp_path / "nowhere", None, KNOWN)
    with pytest.raises(UsageError):
        verify(tmp_path, None, KNOWN)


def test_the_text_sum_is_of_the_bytes(extracted: Path) -> None:
    record = json.loads((extracted / "out" / "lease.txt.json").read_text())
    raw = (extracted / "out" / "lease.txt.txt").read_bytes()
    assert record["document"]["text_sha256"] == sha256(raw).hexdigest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_hold_in_every_language(stored: Path, language: str) -> None:
    """One with a remedy: after a full-width full stop there is no space before it."""
    params: dict[str, object] = {"page": 1}
    issue = Issue("ocr_page", "info", params).to_json(language)
    assert render("ocr_page", params, language).remedy in str(issue["message"])
    tamper(stored / "out" / "odd.txt.json", lambda record: record["issues"].append(issue))
    found = {finding.issue.code for finding in verify(stored / "out", None, KNOWN).findings}
    assert "message_differs" not in found


def test_a_partial_record_holds_with_what_it_owns_up_to(tmp_path: Path) -> None:
    lease = job()
    answers = answered(
        lease,
        a1=[reply(lease, 1, "term", starts_on=("2026年4月1日", "2027-01-01"))],
        a2=[],
        a3=[],
        a5=[reply(lease, 5, "dispute_resolution", body=("甲方所在地人民法院", "东京地方法院"))],
    )
    answers.fail([2], "the endpoint failed")
    answers.give_up({3: "no usable answer"})
    made = record(lease, answers).to_json()
    codes = [issue["code"] for issue in made["issues"]]
    assert codes == ["reading_differs", "reading_not_in_quote", "article_failed", "article_unresolved"]
    file = tmp_path / "contract.txt.json"
    (tmp_path / "contract.txt.txt").write_text(LEASE)
    file.write_bytes(encode(made))
    assert verify(file, None, KNOWN).findings == []
    for index in range(len(codes)):
        file.write_bytes(encode({**made, "issues": [issue for n, issue in enumerate(made["issues"]) if n != index]}))
        assert "issue_missing" in {finding.issue.code for finding in verify(file, None, KNOWN).findings}


@pytest.mark.parametrize(
    "text",
    [
        "委託契約書\n大空財団法人（以下「甲」という。）と[受託者名]（以下\n「乙」という。）は契約する。\n第1条（目的）\n委託する。\n",
        "자동차매매계약서\n임대사업자\t성명(법인명)\t\n임차인\t성명\t김철수\n제1조 (목적)\n매매한다.\n제2조 (대금)\n지급한다.\n",
        "Model Labor Contract\nParty A (employer):\nParty B (Employee):\nArticle 1 Work\nNone.\nArticle 2 Pay\nNone.\n",
    ],
)
def test_a_party_that_waits_for_its_name_is_proved_by_the_register(tmp_path: Path, text: str) -> None:
    form = tmp_path / "in" / "form.txt"
    form.parent.mkdir()
    form.write_text(text, "utf-8")
    list(pipeline.extract_folder(form.parent, tmp_path / "out", endpoint="embedded"))
    assert not pointers(verify(tmp_path / "out", form.parent, KNOWN))
