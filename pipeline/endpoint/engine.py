"""What the endpoint says to a request: the protocol of this project, or whatever else a client asks."""

from __future__ import annotations

import json
from typing import Any

from pipeline.endpoint import conversation, filling, protocol
from pipeline.endpoint.completion import Answer, ToolCall
from pipeline.endpoint.conversation import Contract
from pipeline.endpoint.reading import Reader
from pipeline.endpoint.wire import ChatRequest, Tool
from pipeline.schema.library import Library
from pipeline.text.scripts import languages

_WARM_UP = "第一条 契約 계약"


class Engine:
    """Answers requests by rules. Holds no state that an answer could depend on."""

    def __init__(self, library: Library) -> None:
        self._reader = Reader(library)

    def warm_up(self) -> None:
        """Prepares what the first request would wait for."""
        for language in ("zh-Hans", "ja", "ko", *languages(_WARM_UP)):
            self._reader.book(language)

    def answer(self, request: ChatRequest) -> Answer:
        question = protocol.read_question(request)
        if question is not None:
            reply = protocol.answer(question, self._reader)
            tool = _tool(request, with_contract=True)
            return Answer(call=ToolCall(tool.name, reply)) if tool else Answer(content=reply)
        contract = conversation.find_contract(request, self._reader)
        tool = _tool(request, with_contract=contract is not None)
        if tool is not None:
            return Answer(call=ToolCall(tool.name, _dump(filling.fill(tool.parameters, contract, self._reader))))
        return Answer(content=self._content(request, contract))

    def _content(self, request: ChatRequest, contract: Contract | None) -> str:
        if request.schema is not None:
            return _dump(filling.fill(request.schema, contract, self._reader))
        if contract is None:
            asking = conversation.asking(request)
            return _dump({"clauses": [], "message": asking}) if request.json else asking
        if not request.json:
            return conversation.listing(contract, self._reader)
        language = contract.document.language
        return _dump({"clauses": [conversation.fields(own, self._reader, language) for own in contract.readings]})


def _tool(request: ChatRequest, with_contract: bool) -> Tool | None:
    """The tool to call: the one that was named, else the first that wants a list of objects.

    Nothing is called by choice once its result has come back, or where there is no contract to fill it from.
    """
    if request.tool is not None:
        return next(tool for tool in request.tools if tool.name == request.tool)
    wanting = [tool for tool in request.tools if filling.holds_objects(tool.parameters)]
    if request.choice == "required":
        return (wanting or list(request.tools))[0]
    done = request.messages[-1].role == "tool"
    return wanting[0] if request.choice == "auto" and wanting and with_contract and not done else None


def _dump(payload: Any) -> str:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
