"""The border to the endpoint where numbers stay at home: stand-ins go out, and what comes back is made whole.

Inside of it everything is in the document's own words: grounding, values, the second reader, the record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.chat.wire import Reply
from pipeline.document import passages
from pipeline.document.passages import Passage
from pipeline.extract.ask import Exchange
from pipeline.extract.mask import Mask


@dataclass(frozen=True, slots=True)
class MaskedExchange:
    """An exchange whose other side sees stand-ins. `passages` are the document's."""

    inner: Exchange
    mask: Mask
    passages: Sequence[Passage]

    def __call__(
        self, messages: Sequence[dict[str, str]], answer_tokens: int, on_first_byte: Callable[[], None] | None = None
    ) -> Reply:
        system, block, tail = messages
        sent = [
            system,
            {**block, "content": passages.rewrite(block["content"], self._words)},
            {**tail, "content": self._tail(tail["content"])},
        ]
        reply = self.inner(sent, answer_tokens, on_first_byte)
        return replace(reply, content=self.mask.whole(reply.content), reasoning=self.mask.whole(reply.reasoning))

    def _words(self, number: int) -> str:
        return self.passages[number].words(self.mask.sent)

    def _tail(self, tail: str) -> str:
        """The lines that say what was wrong repeat what was answered; the last line is the task."""
        *told, question = tail.split("\n")
        return "\n".join([*(self.mask.without_numbers(line) for line in told), question])
