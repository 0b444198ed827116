"""The register: one row a contract, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.extract.stored import write_whole

_TERMS = (
    "title",
    "kind",
    "parties",
    "our_side",
    "counterparty",
    "signed_on",
    "effective_on",
    "starts_on",
    "ends_on",
    "renewal",
    "notice_by",
    "amount",
    "governing_law",
    "forum",
    "parent_contract",
    "signed",
)
# A cell that begins with one of these is a formula to a spreadsheet, and the counterparty writes the contract.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(out: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """`register.csv` in the output folder. Raises SetupError where it cannot be written."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("document", "status", "review", "engine", *_TERMS))
    for record in records:
        rows.writerow([_cell(value) for value in _row(record)])
    # With a BOM: spreadsheets take a file without one for the local code page.
    write_whole(out / "register.csv", [table.getvalue().encode("utf-8-sig", "replace")])


def _row(record: Mapping[str, Any]) -> list[str]:
    engine = "rules only" if record["engine"] == "rules" else str(record["model"])
    terms = [_told(record["terms"].get(name)) for name in _TERMS]
    return [record["document"]["name"], record["status"], record["review"]["level"], engine, *terms]


def _told(term: Mapping[str, Any] | None) -> str:
    """The value in short, or the state in brackets."""
    if term is None:
        return ""
    if term["state"] != "found":
        return f"[{term['state']}]"
    return _short(term["value"])


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_short(item) for item in value)
    if not isinstance(value, dict):
        return str(value)
    if "amount" in value:
        return f"{value['amount']} {value.get('currency') or ''}".strip()
    short = value.get("iso") or value.get("name") or value.get("written")
    return str(short) if short else json.dumps(value, ensure_ascii=False)


def _cell(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if text.startswith(_FORMULA) or line.startswith(_FORMULA) else line
