"""`cjkclause text --revisions`: both views of one file from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.command_line import main
from tests.loaders.docx_file_maker import make, paragraph, text


@pytest.mark.parametrize(("flags", "shown"), [((), "甲乙\n"), (("--revisions", "original"), "甲\n")])
def test_both_views(flags: tuple[str, ...], shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(make(paragraph(text("甲") + f'<w:ins w:id="1" w:author="A">{text("乙")}</w:ins>')))
    assert main(["text", str(path), *flags]) == 0
    assert capsys.readouterr().out == shown
