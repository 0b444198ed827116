"""Requests of this project: a list of types, a passage block, a task; answered by a reply."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import passages
from pipeline.document.passages import NumberedText
from pipeline.endpoint.problems import unaccepted
from pipeline.endpoint.reading import Reader, Reading
from pipeline.endpoint.units import from_block
from pipeline.endpoint.wire import ChatRequest
from pipeline.schema.contract import ReplyClause, read_task, read_types, write_reply
from pipeline.text import scripts


@dataclass(frozen=True, slots=True)
class Question:
    """Which articles of a block, and which types."""

    block: tuple[NumberedText, ...]
    articles: tuple[int, ...]
    types: frozenset[str]


def read_question(request: ChatRequest) -> Question | None:
    """What a request asks by the protocol; None where it is none of ours.

    Only a system message that lists types makes a request ours: nothing that stands in a contract can.
    Raises ApiError 422 for a block that cannot be read.
    """
    listed = read_types("\n".join(message.text for message in request.messages if message.role == "system"))
    asked = [message.text for message in request.messages if message.role == "user"]
    task = next((task for text in reversed(asked) if (task := read_task(text))), None)
    if not listed or task is None:
        return None
    try:
        block = next((block for text in reversed(asked) if (block := passages.read(text))), None)
    except ValueError as error:
        raise unaccepted("messages", f"The passage block cannot be read: {error}") from error
    return Question(block, task.articles, frozenset(task.types or listed)) if block else None


def answer(question: Question, reader: Reader) -> str:
    """The reply to a question. Articles that the block does not hold are left out."""
    units = from_block(question.block, question.articles)
    languages = scripts.languages("\n".join(passage.text for passage in question.block))
    return write_reply(as_clause(reading) for reading in reader.read(units, languages, question.types))


def as_clause(reading: Reading) -> ReplyClause:
    """One clause as a reply says it."""
    return ReplyClause(
        article=reading.unit.index,
        head=reading.unit.head,
        type=reading.typed.type,
        passages=tuple(piece.number for piece in reading.typed.pieces),
        subtype=reading.subtype,
        values=reading.values,
    )
