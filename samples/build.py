"""Builds the sample contracts, the scan and their truths: python samples/build.py [name ...]."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from making import markup, pdf, scan, truths, word
from making.markup import Contract

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    planted = {}
    for source in sorted((HERE / "texts").glob("*.txt")):
        contract = markup.read(source)
        target = HERE / contract.settings["file"]
        planted[contract.settings["file"]] = truths.of(contract)
        if not names or source.stem in names:
            target.write_bytes(_built(contract, target.suffix))
            print(f"{target.name}: {target.stat().st_size:,} bytes")
    text = json.dumps(dict(sorted(planted.items())), ensure_ascii=False, indent=2) + "\n"
    (HERE / "truths.json").write_text(text, encoding="utf-8")
    return 0


def _built(contract: Contract, suffix: str) -> bytes:
    if suffix == ".docx":
        return word.write(contract)
    printed = pdf.write(contract)
    settings = contract.settings
    if "seal" in settings:
        return scan.write(printed, settings["title"], settings["seal"], settings["language"])
    return printed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
