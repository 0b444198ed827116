"""Anything else a client may ask: a contract in the message gets its key clauses, in its own language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, TextPlace
from pipeline.endpoint.reading import Reader, Reading
from pipeline.endpoint.rules import OTHER
from pipeline.endpoint.units import from_document
from pipeline.endpoint.wire import ChatRequest
from pipeline.messages import Message, render
from pipeline.outline import tree
from pipeline.outline.section import Outline
from pipeline.text import scripts

_LEAST_CONTRACT_CHARS = 60
_QUOTE_CHARS = 160
_SENTENCE_ENDS = "。．.；;！？!?\n"


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract found in a conversation, and its clauses."""

    document: Document
    outline: Outline
    readings: tuple[Reading, ...]


def find_contract(request: ChatRequest, reader: Reader) -> Contract | None:
    """The contract in the longest of the user's messages; None where there is none."""
    text = max((message.text for message in request.messages if message.role == "user"), key=len, default="")
    if len(text.strip()) < _LEAST_CONTRACT_CHARS:
        return None
    document = _document(text)
    outline = tree.build(document)
    units = from_document(document, outline)
    found = [
        own for own in reader.read(units, document.languages, frozenset(reader.library)) if own.typed.type != OTHER
    ]
    numbered = sum(bool(article.section.label) for article in outline.articles)
    return Contract(document, outline, tuple(found)) if found or numbered > 1 else None


def _document(text: str) -> Document:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    builder = DocumentBuilder("message", sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "text")
    for number, line in enumerate(lines):
        builder.add_block([(line, TextPlace(number))], "paragraph")
    return builder.finish()


def asking(request: ChatRequest) -> str:
    """What to say to a message without a contract, in its language."""
    text = next((message.text for message in reversed(request.messages) if message.role == "user"), "")
    return "".join(_spaced(render("rules_asking", {}, scripts.languages(text)[0])))


def _spaced(message: Message) -> Iterator[str]:
    yield message.text
    if message.text.endswith("."):
        yield " "
    yield message.remedy


def listing(contract: Contract, reader: Reader) -> str:
    """The clauses as a list that a person reads."""
    if not contract.readings:
        return render("rules_found_nothing", {}, contract.document.language).text
    return "\n".join([render("rules_found", {}, contract.document.language).text, *_lines(contract, reader)])


def _lines(contract: Contract, reader: Reader) -> Iterator[str]:
    language = contract.document.language
    for number, reading in enumerate(contract.readings, 1):
        schema = reader.library[reading.typed.type]
        where = " ".join(part for part in (reading.unit.label, reading.unit.title) if part)
        yield f"\n{number}. {schema.title(language)}{f' — {where}' if where else ''}"
        yield f"   “{quote(reading)}”"
        for name, value in reading.values.items():
            yield f"   - {schema.property_description(name, language) or name}: {value.quote}"


def quote(reading: Reading) -> str:
    """The beginning of the first passage that carries the clause, whole sentences where they are short enough.

    The heading alone says nothing: it is passed over where other passages carry the clause too.
    """
    pieces = [piece for piece in reading.typed.pieces if piece.start] or list(reading.typed.pieces)
    text = pieces[0].text
    if len(text) <= _QUOTE_CHARS:
        return text
    end = max(text.rfind(mark, 0, _QUOTE_CHARS) for mark in _SENTENCE_ENDS)
    return text[: end + 1 or _QUOTE_CHARS]


def fields(reading: Reading, reader: Reader, language: str) -> dict[str, Any]:
    """A clause as the fields of a JSON object: values under their own names, never over the clause's own."""
    own: dict[str, Any] = {"type": reading.typed.type}
    if reading.subtype:
        own["subtype"] = reading.subtype
    own["title"] = reader.library[reading.typed.type].title(language)
    own["article"] = reading.unit.label or reading.unit.title
    own["quote"] = quote(reading)
    return own | {name: value.reading for name, value in reading.values.items() if name not in own}
