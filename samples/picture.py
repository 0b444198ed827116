"""Draws samples/result.svg, the picture of the README, from a real extraction: `python samples/picture.py`."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

HERE = Path(__file__).parent
NAMES = ("zh-service.docx", "ja-lease.pdf", "ko-distribution.docx")


def main() -> None:
    console = Console(record=True, width=104, file=io.StringIO())
    with tempfile.TemporaryDirectory() as out:
        command = ["cjkclause", "extract", *NAMES, "-o", "out"]
        console.print(Text("$ " + " ".join(command), style="bold"))
        run = [
            sys.executable,
            "-m",
            "pipeline",
            "extract",
            *(str(HERE / name) for name in NAMES),
            "-o",
            out,
            "--jobs",
            "1",
        ]
        told = subprocess.run(run, stderr=subprocess.PIPE, text=True, check=True).stderr
        console.print(Text(told.replace(out, "out").rstrip()))
        record = json.loads((Path(out) / "zh-service.docx.json").read_text("utf-8"))
    clause = next(each for each in record["clauses"] if each["values"].get("amount"))
    console.print(Text("\n$ jq '.clauses[] | select(.values.amount)' out/zh-service.docx.json", style="bold"))
    shown = {
        key: clause[key] for key in ("type", "article", "title", "quote", "start", "end", "grade", "values", "evidence")
    }
    shown["quote"] = clause["quote"][:60] + "…"
    console.print_json(json.dumps(shown, ensure_ascii=False), indent=2)
    picture = console.export_svg(title="cjkclause", theme=MONOKAI)
    (HERE / "result.svg").write_text(_plain(picture), "utf-8")


def _plain(picture: str) -> str:
    """In the reader's own monospaced font, so that nothing is fetched to show it; and without the lengths that
    squeeze Han characters, which are two columns wide."""
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    return re.sub(r' textLength="[^"]*"', "", picture)


if __name__ == "__main__":
    main()
