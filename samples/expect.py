"""Writes samples/expected/ again: the records of the samples as this version makes them. `make expected`.

Golden files: a difference in a test is either a regression or a change to be read and written here.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from pipeline.batch.extraction import Extraction, Order
from pipeline.settings import Settings

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"


def contracts() -> list[Path]:
    return sorted(path for path in HERE.iterdir() if path.suffix in (".pdf", ".docx"))


def records() -> dict[str, dict[str, Any]]:
    """The records of all samples by file name, through the embedded endpoint.

    Without `usage`: how much of a prompt was cached depends on which document came first.
    """
    order = Order(Settings(endpoint="embedded"))
    with tempfile.TemporaryDirectory() as out, Extraction(contracts(), Path(out), order) as extraction:
        made = {outcome.name: outcome.record.to_json() for outcome in extraction.outcomes()}
    for record in made.values():
        del record["usage"]
    return made


def main() -> None:
    for stale in EXPECTED.glob("*.json"):
        stale.unlink()
    for name, record in records().items():
        text = json.dumps(record, ensure_ascii=False, indent=1)
        (EXPECTED / f"{name}.json").write_text(text + "\n", "utf-8")
    print(f"wrote {len(list(EXPECTED.glob('*.json')))} records to {EXPECTED}")


if __name__ == "__main__":
    main()
