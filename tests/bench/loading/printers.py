"""The same contracts as programs on this machine print them: Chromium and LibreOffice, left out where they are missing."""

from __future__ import annotations

import html
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.loading import vocabulary
from tests.bench.loading.orders import contract_truth
from tests.bench.loading.sample import Sample
from tests.bench.loading.vocabulary import Contract

_SECONDS = 90
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
_OFFICE = ("soffice", "libreoffice")
_STYLES = {
    "plain": "body{font-family:serif;font-size:10.5pt}",
    "columns": "body{columns:2;font-size:9pt}",
    "justified": "body{text-align:justify;letter-spacing:.05em;font-weight:bold}p{text-indent:2em}",
}


def make(seed: int, full: bool, folder: Path) -> list[Sample]:
    """Prints with what is installed, and says what is not."""
    found: list[Sample] = []
    for names, printer in ((_CHROMIUM, _chromium), (_OFFICE, _office)):
        program = next((path for name in names if (path := shutil.which(name))), None)
        if program is None:
            print(f"left out, not on this machine: {names[0]}")
            continue
        for language in vocabulary.LANGUAGES if full else vocabulary.LANGUAGES[:1]:
            found += printer(program, random.Random(f"{seed} {names[0]} {language}"), language)
    return found


def _chromium(program: str, dice: random.Random, language: str) -> Iterator[Sample]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    for style in _STYLES:
        contract = vocabulary.write(language, dice)
        page = _page(contract, _STYLES[style])
        yield from _printed(
            f"Chromium, {style}", contract, page, dice, lambda source, out: [program, *flags, f"--user-data-dir={out.parent}", f"--print-to-pdf={out}", str(source)]
        )  # fmt: skip


def _office(program: str, dice: random.Random, language: str) -> Iterator[Sample]:
    contract = vocabulary.write(language, dice)
    page = _page(contract, "body{font-size:10.5pt}")
    yield from _printed(
        "LibreOffice", contract, page, dice,
        lambda source, out: [
            program, f"-env:UserInstallation=file://{out.parent}/profile", "--headless", "--convert-to", "pdf:writer_web_pdf_Export",
            "--outdir", str(out.parent), str(source),
        ],
    )  # fmt: skip


def _page(contract: Contract, style: str) -> str:
    lines = "".join(f"<p>{html.escape(text)}</p>" for text in contract.paragraphs)
    return f'<!doctype html><html lang="{contract.language}"><meta charset="utf-8"><style>{style}</style><body>{lines}</body></html>'


def _printed(
    name: str, contract: Contract, page: str, dice: random.Random, command: Callable[[Path, Path], list[str]]
) -> Iterator[Sample]:
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch, "contract.html"), Path(scratch, "contract.pdf")
        source.write_text(page, encoding="utf-8")
        try:
            subprocess.run(command(source, out), capture_output=True, timeout=_SECONDS, check=True)
            data = out.read_bytes()
        except (subprocess.SubprocessError, OSError) as fault:
            print(f"left out, the printer failed: {name} ({type(fault).__name__})")
            return
    truth = contract_truth(contract, [])
    truth.others = ["".join(contract.paragraphs)]
    truth.quotes = 0
    sample = truth.finish(name, data, dice)
    yield Sample(name, ".pdf", data, sample.texts[1:], data.count(b"/Type /Page\n") or 1, sample.labels)
