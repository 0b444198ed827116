"""Stored records proved again, offline: every quote, value and sum, from the record, its text and the original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from pipeline.errors import SetupError, UsageError
from pipeline.extract.merge import PROGRAM
from pipeline.extract.proof import Stored, canonical, equal, shown, wrong
from pipeline.extract.proof_original import prove_file, prove_original
from pipeline.extract.proof_spans import prove_spans
from pipeline.extract.proof_sums import prove_sums, prove_text, prove_without_text
from pipeline.extract.proof_values import prove_values
from pipeline.extract.record import Record
from pipeline.extract.stored import is_stem_of, record_files, stem
from pipeline.issues import Issue
from pipeline.loaders.limits import Limits
from pipeline.loaders.registry import printable
from pipeline.loaders.source import exists
from pipeline.schema.library import Library, packaged_schema
from pipeline.schema.pointer import pointer
from pipeline.schema.source import parse, repeated_keys

_JSONL = "records.jsonl"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a stored file that does not hold. `file` is relative to the folder."""

    file: str
    issue: Issue

    def line(self, language: str = "en") -> str:
        level = "" if self.issue.severity == "error" else f"{self.issue.severity}: "
        return f"{self.file}#{self.issue.pointer}: {level}{self.issue.message(language)}"

    def to_json(self, language: str = "en") -> dict[str, object]:
        return {"file": self.file, **self.issue.to_json(language)}


@dataclass(slots=True)
class Verified:
    """What was proved, counted, and what was not."""

    records: int = 0
    quotes: int = 0
    values: int = 0
    originals: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return sum(finding.issue.severity == "error" for finding in self.findings)

    def count(self, record: Record) -> None:
        evidence = sum(len(clause.evidence) for clause in record.clauses)
        terms = sum(term.evidence is not None for term in record.terms.values())
        self.quotes += len(record.clauses) + len(record.mentions) + evidence + terms
        self.values += sum(len(clause.values) for clause in record.clauses) + len(record.mentions)

    def to_json(self, language: str = "en") -> dict[str, object]:
        counts = {"records": self.records, "quotes": self.quotes, "values": self.values, "originals": self.originals}
        findings = [finding.to_json(language) for finding in self.findings]
        return {**counts, "errors": self.errors, "findings": findings}


def verify(out: Path, originals: Path | None, known: Library, limits: Limits | None = None) -> Verified:
    """Proves the records below a folder, or one record file; `originals` is a folder of contracts, or one contract.

    `known` are the clause types whose schemas are at hand; of others, values are told by their shape. `limits` are
    those under which the originals were read. Raises UsageError for a path that is not there or holds no record,
    SetupError for a record that cannot be read.
    """
    for path in filter(None, (out, originals)):
        if not path.exists():
            raise UsageError("path_not_found", path=str(path))
    files = list(record_files(out)) if out.is_dir() else [out]
    if not files:
        raise UsageError("no_records", path=str(out))
    proof = _Proof(out if out.is_dir() else out.parent, originals, known, limits or Limits())
    for path in files:
        proof.prove_record(path)
    if out.is_dir():
        proof.prove_jsonl()
    return proof.verified


@dataclass(slots=True)
class _Proof:
    root: Path
    originals: Path | None
    known: Library
    limits: Limits
    verified: Verified = field(default_factory=Verified)
    _raw: dict[str, str] = field(default_factory=dict)

    def _tell(self, file: str, issues: Iterator[Issue]) -> bool:
        """Whether nothing was found."""
        found = [Finding(file, issue) for issue in issues]
        self.verified.findings += found
        return not any(finding.issue.severity == "error" for finding in found)

    def prove_record(self, path: Path) -> None:
        file = path.relative_to(self.root).as_posix()
        self.verified.records += 1
        raw = _read(path)
        try:
            parsed = parse(raw)
        except (ValueError, RecursionError) as error:
            self._tell(file, iter([wrong("record_not_json", "", detail=str(error))]))
            return
        self._raw[file] = canonical(parsed)
        if not self._tell(file, _prove_format(parsed)):
            return
        record = Record.model_validate(parsed)
        self.verified.count(record)
        self._tell(file, _prove_name(record, file, (self.root / _JSONL).is_file()))
        self._tell(file, _prove_program(record))
        self._prove_content(record, path, file)

    def _prove_content(self, record: Record, path: Path, file: str) -> None:
        original = self._original(record, file)
        if original is not None:
            self.verified.originals += 1
            self._tell(file, prove_file(record, original, self.limits))
        if record.document.text_sha256 is None:
            self._tell(file, prove_without_text(record))
            return
        text = self._text(record, path, file)
        if text is None:
            return
        stored = Stored(record, text, self.known)
        sound = self._tell(file, prove_spans(stored))
        has_sound_values = self._tell(file, prove_values(stored))
        self._tell(file, prove_sums(stored, has_sound_values))
        if original is not None and sound:
            self._tell(file, prove_original(stored, original, self.limits))

    def _text(self, record: Record, path: Path, file: str) -> str | None:
        """The text beside the record, None where it is not the record's."""
        beside = path.with_suffix(".txt")
        if not beside.is_file():
            self._tell(file, iter([wrong("text_missing", "/document/text_sha256", path=beside.name)]))
            return None
        raw = _read(beside)
        if not self._tell(file, prove_text(record, raw)):
            return None
        return raw.decode("utf-8", "surrogatepass")

    def _original(self, record: Record, file: str) -> Path | None:
        if self.originals is None:
            return None
        path, name = self.originals, PurePosixPath(record.document.name)
        if path.is_dir():
            path = _on_disk(path, name, PurePosixPath(file.removesuffix(".json")))
        elif path.name in name.parts[:-1]:
            path = path.joinpath(*name.parts[name.parts.index(path.name) + 1 :])
        is_its = _is_plain(record.document.name) and printable(path.name) == name.name
        # A folder that could not be listed has a record too, and that knows no bytes.
        is_kind = record.document.sha256 is None or not path.is_dir()
        if is_its and is_kind and exists(path, self.limits):
            return path
        self._tell(file, iter([wrong("original_missing", "/document/name", path=str(path))]))
        return None

    def prove_jsonl(self) -> None:
        """records.jsonl holds every record once, and nothing else."""
        path = self.root / _JSONL
        if not path.is_file():
            self._tell(_JSONL, iter([Issue("jsonl_missing", "warning", {"path": str(path)})]))
            return
        self._tell(_JSONL, _prove_lines(_read(path), self._raw))


def _prove_lines(raw: bytes, records: dict[str, str]) -> Iterator[Issue]:
    expected = Counter(records.values())
    for number, line in enumerate(raw.splitlines()):
        try:
            stored = canonical(parse(line))
        except (ValueError, RecursionError) as error:
            yield wrong("record_not_json", f"/{number}", detail=str(error))
            continue
        if not expected[stored]:
            yield wrong("line_unfounded", f"/{number}", line=line[:80].decode("utf-8", "replace"))
        expected[stored] -= 1
    for file, record in records.items():
        if expected[record] > 0:
            expected[record] -= 1
            yield wrong("line_missing", "", record=file)


def _prove_format(parsed: Any) -> Iterator[Issue]:
    from jsonschema import Draft202012Validator

    for path in repeated_keys(parsed):
        yield wrong("key_repeated", pointer(path))
    errors = list(Draft202012Validator(packaged_schema("record.schema.json")).iter_errors(parsed))
    for error in errors:
        yield wrong("record_not_valid", pointer(error.absolute_path), detail=shown(error.message))
    if not errors:
        try:
            Record.model_validate(parsed)
        except ValidationError as refused:
            first = refused.errors(include_input=False, include_url=False)[0]
            yield wrong("record_not_valid", pointer(first["loc"]), detail=first["msg"])


def _prove_name(record: Record, file: str, is_whole: bool) -> Iterator[Issue]:
    """A record lies where its document lay; of a record taken out of its folder the last part alone is compared."""
    name = record.document.name
    compared = name if is_whole else "/".join(name.split("/")[-file.count("/") - 1 :])
    if not is_stem_of(file.removesuffix(".json"), compared):
        yield from equal("/document/name", file, f"{stem(compared)}.json")


def _prove_program(record: Record) -> Iterator[Issue]:
    if record.program != PROGRAM:
        yield Issue("program_differs", "info", {"stored": record.program, "computed": PROGRAM}, "/program")


def _on_disk(folder: Path, name: PurePosixPath, record: PurePosixPath) -> Path:
    """The path of a document below a folder. Of a name with bytes that are no UTF-8 its record's name has the digest."""
    path = folder
    for part, kept in zip(name.parts, record.parts[-len(name.parts) :], strict=False):
        if "\ufffd" in part and path.is_dir() and not (path / part).exists():
            part = next((each.name for each in path.iterdir() if stem(each.name) == kept), part)
        path /= part
    return path


def _is_plain(name: str) -> bool:
    """Whether a name stays below its folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetupError("record_unreadable", path=str(path), detail=error.strerror or str(error)) from error
