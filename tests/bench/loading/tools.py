"""What a user would pick instead, each in a process of its own, limited in time and memory."""

from __future__ import annotations

import importlib.util
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_PER_FILE = 60
ADDRESS_SPACE_BYTES = 8 << 30

# Each defines read(path): text, or text with the pages it says it could not read.
_OURS = """
import pipeline
def read(path):
    document = pipeline.load(path)
    return document.text, document.unread_pages
"""
_PYPDF = """
import pypdf
def read(path):
    return "\\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages), None
"""
_PDFIUM = """
import pypdfium2
def read(path):
    document = pypdfium2.PdfDocument(path)
    return "\\n".join(page.get_textpage().get_text_range() for page in document), None
"""
_PDFPLUMBER = """
import pdfplumber
def read(path):
    with pdfplumber.open(path) as document:
        return "\\n".join(page.extract_text() or "" for page in document.pages), None
"""
_MARKITDOWN = """
from markitdown import MarkItDown
converter = MarkItDown()
def read(path):
    return converter.convert(path).text_content, None
"""
_PYTHON_DOCX = """
import docx
def read(path):
    document = docx.Document(path)
    parts = []
    for item in document.iter_inner_content():
        rows = getattr(item, "rows", None)
        parts += [item.text] if rows is None else [cell.text for row in rows for cell in row.cells]
    return "\\n".join(parts), None
"""
# The least that anyone has to do: unpack every page's content; parse every part.
_INFLATE = """
import re, zlib
_STREAM = re.compile(rb"/Length \\d+>>\\nstream\\n(.*?)\\nendstream", re.DOTALL)
def read(path):
    for packed in _STREAM.findall(open(path, "rb").read()):
        try:
            zlib.decompressobj().decompress(packed)
        except zlib.error:
            pass
    return "", None
"""
_LXML = """
import zipfile
import lxml.etree
def read(path):
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                lxml.etree.fromstring(package.read(name))
    return "", None
"""
# Our own again, for the places of quotes: argv holds pairs of a file and its quotes.
_PLACES = """
import json, re, unicodedata
import pipeline
_CLUSTER = re.compile("\\\\S[\\u0300-\\u036f\\u1160-\\u11ff\\u3099\\u309a\\uff9e\\uff9f]*")
def read(path):
    document = pipeline.load(path)
    with open(path + ".quotes.json") as stream:
        quotes = json.load(stream)
    at = [
        (mark.span(), char) for mark in _CLUSTER.finditer(document.text)
        for char in unicodedata.normalize("NFKC", mark.group()) if not char.isspace()
    ]
    plain = "".join(char for _, char in at)
    starts = [plain.find(quote) for quote in quotes]
    found = [
        None if start < 0 else document.places(at[start][0][0], at[start + len(quote) - 1][0][1])
        for start, quote in zip(starts, quotes)
    ]
    return json.dumps([places and [[place.page, *place.box] for place in places] for places in found]), None
"""

# Answers line by line. Memory is read where exec has reset it: what the kernel hands a parent includes the parent's own.
_RUNNER = """
import json, logging, resource, sys, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
TOOL
def largest():
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    try:
        status = open("/proc/self/status").read()
    except OSError:
        return max(children, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return max(children, int(status.split("VmHWM:")[1].split()[0]) / 1024)
for path in sys.stdin.read().split("\\n"):
    try:
        text, unread = read(path)
        answer = {"text": text, "unread": None if unread is None else list(unread)}
    except BaseException as fault:
        answer = {"error": type(fault).__name__ + ": " + str(fault)[:200]}
    answer["megabytes"] = largest()
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii", "replace") + b"\\n")
    sys.stdout.buffer.flush()
"""


@dataclass(frozen=True)
class Tool:
    name: str
    suffix: str
    code: str
    module: str = "pipeline"

    @property
    def installed(self) -> bool:
        return importlib.util.find_spec(self.module) is not None


OURS_PDF, OURS_DOCX = Tool("cjkclause", ".pdf", _OURS), Tool("cjkclause", ".docx", _OURS)
PLACES = Tool("places", ".pdf", _PLACES)
FLOORS = (
    Tool("floor: inflating the streams", ".pdf", _INFLATE, "zlib"),
    Tool("floor: lxml parsing", ".docx", _LXML, "lxml"),
)
TOOLS = (
    OURS_PDF,
    Tool("pypdf", ".pdf", _PYPDF, "pypdf"),
    Tool("pypdfium2, plain", ".pdf", _PDFIUM, "pypdfium2"),
    Tool("pdfplumber", ".pdf", _PDFPLUMBER, "pdfplumber"),
    Tool("markitdown", ".pdf", _MARKITDOWN, "markitdown"),
    OURS_DOCX,
    Tool("python-docx", ".docx", _PYTHON_DOCX, "docx"),
    Tool("markitdown", ".docx", _MARKITDOWN, "markitdown"),
)


@dataclass
class Run:
    """What a tool answered for each file, and what it used for all of them."""

    answers: list[dict[str, object]] = field(default_factory=list)
    seconds: float = 0.0
    megabytes: float = 0.0


def run(tool: Tool, files: Sequence[Path]) -> Run:
    """All files in one process; after one that hangs or kills it, the rest in another."""
    done = Run()
    while len(done.answers) < len(files):
        _run_on(tool, files[len(done.answers) :], done)
    return done


def _run_on(tool: Tool, files: Sequence[Path], done: Run) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _RUNNER.replace("SPACE", str(ADDRESS_SPACE_BYTES)).replace("TOOL", tool.code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("\n".join(map(str, files)).encode())
    child.stdin.close()
    answers = [json.loads(line) for _, line in zip(files, _lines(child.stdout.fileno()), strict=False)]
    if len(answers) < len(files):
        child.kill()
        answers.append({"error": "no answer"})
    done.answers += answers
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    child.stdout.close()
    done.seconds += used.ru_utime + used.ru_stime
    done.megabytes = max([done.megabytes, *(float(answer.get("megabytes", 0)) for answer in answers)])


def _lines(pipe: int) -> Iterator[bytes]:
    """The lines of a pipe, until none comes in time."""
    rest = b""
    while select.select([pipe], [], [], SECONDS_PER_FILE)[0] and (part := os.read(pipe, 1 << 20)):
        *lines, rest = (rest + part).split(b"\n")
        yield from lines
