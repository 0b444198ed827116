"""The records that are scored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import SetupError, UsageError
from pipeline.evaluate.gold import first_fault
from pipeline.extract.record import Record
from pipeline.extract.stored import read_json, record_files


@dataclass(frozen=True, slots=True)
class Found:
    """A record with the text it was made from, where that lies beside it."""

    record: Record
    text: str | None


def read_records(path: Path) -> dict[str, Found]:
    """The records below a folder, or of one file, by the name of their document. Raises UsageError where there is none,
    SetupError for a file that is none."""
    if not path.exists():
        raise UsageError("path_not_found", path=str(path))
    found: dict[str, Found] = {}
    for file in record_files(path) if path.is_dir() else [path]:
        try:
            record = Record.model_validate(read_json(file))
            beside = file.with_suffix(".txt")
            text = beside.read_bytes().decode("utf-8", "surrogatepass") if beside.is_file() else None
        except (ValidationError, ValueError) as error:
            detail = first_fault(error) if isinstance(error, ValidationError) else str(error)
            raise SetupError("record_unreadable", path=str(file), detail=detail) from error
        found[record.document.name] = Found(record, text)
    if not found:
        raise UsageError("no_records", path=str(path))
    return found
