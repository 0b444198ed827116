"""Speed and memory beside what a user would pick instead, as ratios: `make bench`.

Every figure is the median CPU time (user and system, children included) of whole processes, run in turn so that a
machine that slows down slows both; start-up is in it, as it is for a user. Peak memory is the largest process. `tests.bench.loading` prints its own table.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5
SAMPLES = Path(__file__).parents[2] / "samples"

OURS = "import pipeline, sys\nfor path in sys.argv[1:]: pipeline.load(path)"
PYPDF = "import pypdf, sys\nfor path in sys.argv[1:]: [page.extract_text() for page in pypdf.PdfReader(path).pages]"
TEXT = "import sys\nsys.argv.insert(1, 'text')\nfrom pipeline.__main__ import main\nsys.exit(main())"
PYTHON_DOCX = (
    "import docx, sys\n"
    "for path in sys.argv[1:]:\n"
    "    document = docx.Document(path)\n"
    "    [paragraph.text for paragraph in document.paragraphs]\n"
    "    [cell.text for table in document.tables for row in table.rows for cell in row.cells]"
)
INFLATE = "import pypdf, sys\nfor path in sys.argv[1:]: [page.get_contents().get_data() for page in pypdf.PdfReader(path).pages]"
LXML = (
    "import lxml.etree, sys, zipfile\n"
    "for path in sys.argv[1:]: lxml.etree.fromstring(zipfile.ZipFile(path).read('word/document.xml'))"
)


@dataclass(frozen=True)
class Run:
    """One measured process: seconds of CPU, megabytes of the largest process."""

    seconds: float
    megabytes: float


def measure(code: str, *argv: str) -> Run:
    """Runs the code in a process of its own, below a process that asks the kernel what it and its children used."""
    watch = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-c', *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", watch, code, *argv], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return Run(seconds, megabytes)


def compare(title: str, *rows: tuple[str, str], argv: tuple[str, ...] = ()) -> None:
    """Prints each row's median CPU time and memory, and its time as a multiple of the first row's."""
    runs: dict[str, list[Run]] = {name: [] for name, _ in rows}
    for _ in range(ROUNDS):
        for name, code in rows:
            runs[name].append(measure(code, *argv))
    base = statistics.median(run.seconds for run in runs[rows[0][0]])
    print(f"\n{title}")
    for name, found in runs.items():
        seconds = statistics.median(run.seconds for run in found)
        print(
            f"  {name:<34} {seconds:7.2f} s CPU  {seconds / base:6.2f} x  {max(run.megabytes for run in found):6.0f} MB"
        )


def extraction() -> None:
    """The samples from file to record, and again with nothing to do."""
    command = "import sys; from pipeline.cli.command_line import main; sys.exit(main(sys.argv[1:]))"
    files = [str(path) for path in sorted(SAMPLES.iterdir()) if path.suffix in (".pdf", ".docx")]
    with tempfile.TemporaryDirectory() as out:
        seen = measure(command, "extract", *files, "-o", out, "--endpoint", "embedded")
        again = measure(command, "extract", *files, "-o", out, "--endpoint", "embedded")
    print(f"\nExtraction of the samples through the embedded endpoint ({len(files)} contracts)")
    print(f"  {'first run':<34} {seen.seconds:7.2f} s CPU  {1:6.2f} x  {seen.megabytes:6.0f} MB")
    print(f"  {'second run, nothing to do':<34} {again.seconds:7.2f} s CPU  {again.seconds / seen.seconds:6.2f} x")


def main() -> None:
    os.environ["LC_ALL"] = "C.UTF-8"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pdfs = tuple(str(path) for path in sorted(SAMPLES.glob("*.pdf")))
    docxs = tuple(str(path) for path in sorted(SAMPLES.glob("*.docx")))
    compare(
        f"Loading {len(pdfs)} PDF, places included",
        ("cjkclause", OURS),
        ("pypdf, text alone", PYPDF),
        ("floor: inflating the pages", INFLATE),
        argv=pdfs,
    )
    longest = max(pdfs, key=os.path.getsize)
    compare(
        f"One command for {Path(longest).name}", ("cjkclause text", TEXT), ("pypdf, text alone", PYPDF), argv=(longest,)
    )
    compare(
        f"Loading {len(docxs)} DOCX, numbers and places included",
        ("cjkclause", OURS),
        ("python-docx, text without numbers", PYTHON_DOCX),
        ("floor: lxml parsing", LXML),
        argv=docxs,
    )
    compare("Starting", ("import pipeline", "import pipeline"), ("python alone", "pass"))
    extraction()
    for further in ("tests.bench.documents", "tests.bench.grounding", "tests.bench.loading"):
        subprocess.run([sys.executable, "-m", further], check=True)


if __name__ == "__main__":
    main()
