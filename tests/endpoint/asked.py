"""Requests of the project's own protocol, built with its own writers."""

from __future__ import annotations

import json
from typing import Any

from pipeline.document import passages
from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, TextPlace
from pipeline.endpoint.engine import Engine
from pipeline.endpoint.wire import ChatRequest, Message
from pipeline.outline import tree
from pipeline.outline.section import Outline
from pipeline.schema.contract import Task, write_task, write_types
from pipeline.schema.library import Library


def document(text: str) -> Document:
    builder = DocumentBuilder("contract.txt", "0" * 64, "text")
    for number, line in enumerate(text.splitlines()):
        if line.strip():
            builder.open_block()
            builder.add(line, TextPlace(number))
            builder.close_block("paragraph")
    return builder.finish()


def block(own: Document, outline: Outline) -> str:
    bounds = [(article.start, article.end) for article in outline.articles]
    return passages.write(own.text, passages.split(own, bounds, (section.start for section in outline.walk())))


def request(library: Library, contract_block: str, task: Task, language: str = "zh-Hans", **fields: Any) -> ChatRequest:
    messages = (
        Message("system", "JSON\n" + write_types(library, language)),
        Message("user", contract_block),
        Message("user", "报告条文。\n" + write_task(task)),
    )
    return ChatRequest("kimi-k2-5", messages, json=True, **fields)


def clauses(library: Library, text: str, types: tuple[str, ...] | None = None) -> list[dict[str, Any]]:
    """What the engine replies about every article of a contract."""
    own = document(text)
    outline = tree.build(own)
    task = Task(tuple(range(len(outline.articles))), types)
    answer = Engine(library).answer(request(library, block(own, outline), task, own.language))
    return list(json.loads(answer.content or "")["clauses"])
