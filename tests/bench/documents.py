"""DOCX in process, beside python-docx: python -m tests.bench.documents

Contracts of few and of many pages as python-docx writes them, plain and with a revision in every paragraph. CPU time
of both in turn in one process: the first call, which imports what it needs, and the least of those after it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml

from tests.bench.loading import vocabulary
from tests.loaders.docx_file_maker import W

PAGES = (5, 15, 30, 60, 200)
PARAGRAPHS_PER_PAGE = 12
ROUNDS = 7

WATCH = """
import sys, time
def ours(path):
    import pipeline
    pipeline.load(path)
def theirs(path):
    import docx
    document = docx.Document(path)
    [paragraph.text for paragraph in document.paragraphs]
    [cell.text for table in document.tables for row in table.rows for cell in row.cells]
def seconds(read, path):
    start = time.process_time()
    read(path)
    return time.process_time() - start
path, rounds, order = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
times = [{name: seconds(globals()[name], path) for name in order} for _ in range(rounds)]
for name in ("ours", "theirs"):
    print(times[0][name], min(each[name] for each in times[1:] or times))
"""


def contract(pages: int, revised: bool, language: str = "zh-Hans") -> Document:
    """Headings, prose, a list and a table to every few pages; `revised` inserts and deletes in every paragraph."""
    dice = random.Random(pages)
    made = docx.Document()
    for number in range(pages * PARAGRAPHS_PER_PAGE):
        words = vocabulary.sentence(language, dice) + vocabulary.sentence(language, dice)
        if number % 4 == 0:
            made.add_heading(f"{vocabulary.label(language, number // 4 + 1)} {words[:8]}", 1)
            continue
        paragraph = made.add_paragraph(words, style="List Number" if number % 4 == 3 else None)
        paragraph.add_run(words[:9]).bold = True
        if revised:
            for name, text in (("ins", "t"), ("del", "delText")):
                run = f"<w:r><w:{text}>{words[:6]}</w:{text}></w:r>"
                paragraph._p.append(parse_xml(f'<w:{name} xmlns:w="{W}" w:id="1" w:author="A">{run}</w:{name}>'))
        if number % 50 == 1:
            for cell in (cell for row in made.add_table(4, 3).rows for cell in row.cells):
                cell.text = words[:6]
    return made


def measure(path: Path, *order: str) -> tuple[float, ...]:
    """Seconds of our first call and of our quickest, then of theirs; who goes first in `order` pays for what both
    import."""
    # Both as they are installed: compiled once, before the first call that counts.
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(path.parent / "compiled")}
    for rounds in ("1", str(ROUNDS)):
        command = [sys.executable, "-c", WATCH, str(path), rounds, *order]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=settings)
    return tuple(map(float, done.stdout.split()))


def main() -> None:
    print("\nDOCX in one process, as a multiple of python-docx's speed")
    with tempfile.TemporaryDirectory() as folder:
        for revised in (False, True):
            for pages in PAGES:
                path = Path(folder, f"{pages}.docx")
                contract(pages, revised).save(str(path))
                our_first, ours, _, theirs = measure(path, "ours", "theirs")
                _, _, their_first, _ = measure(path, "theirs", "ours")
                name = f"{pages} pages{', revised' if revised else ''}"
                print(
                    f"  {name:<34} {ours * 1000:7.1f} ms CPU {theirs / ours:6.2f} x   "
                    f"first call {our_first * 1000:6.0f} ms {their_first / our_first:6.2f} x"
                )


if __name__ == "__main__":
    main()
