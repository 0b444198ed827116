"""What the endpoint says to a request: the protocol of this project, or whatever else a client asks."""

from __future__ import annotations

from pipeline.endpoint.completion import Answer
from pipeline.endpoint.wire import ChatRequest
from pipeline.schema.library import Library


class Engine:
    """Answers requests by rules. Holds no state that an answer could depend on."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def warm_up(self) -> None:
        """Prepares what the first request would wait for."""

    def answer(self, request: ChatRequest) -> Answer:
        return Answer(content="")
