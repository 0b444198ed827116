"""What a request and an answer cost in tokens."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from pipeline.endpoint.problems import over_window
from pipeline.endpoint.wire import MAX_OUTPUT_TOKENS, WINDOW_TOKENS, ChatRequest
from pipeline.text.tokens import counter

_MESSAGE_TOKENS = 4
_OPENING_TOKENS = 5
# Numbers above every vocabulary mark what the chat template adds, so that roles tell prefixes apart.
_MARKS = {role: 1 << 24 | n for n, role in enumerate(("tools", "system", "user", "assistant", "tool", "opening"))}
# Text is encoded in pieces so that a body far over the window is refused before it is encoded whole.
_PIECE_CHARS = 200_000


def prompt_tokens(request: ChatRequest) -> array[int]:
    """The tokens of the prompt, in the order of the chat template. Raises ApiError 400 over the window."""
    tokens = array("I")
    for role, text in _parts(request):
        tokens.extend([_MARKS[role]] * _MESSAGE_TOKENS)
        for piece in _pieces(text):
            tokens.extend(counter().encode(piece))
            if len(tokens) > WINDOW_TOKENS:
                raise over_window(f"The prompt is longer than the window of {WINDOW_TOKENS} tokens.")
    tokens.extend([_MARKS["opening"]] * _OPENING_TOKENS)
    return tokens


def _parts(request: ChatRequest) -> Iterator[tuple[str, str]]:
    for tool in request.tools:
        yield "tools", tool.source
    for message in request.messages:
        yield message.role, message.text + message.calls


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start + _PIECE_CHARS
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield text[start:end]
        start = end


def answer_limit(request: ChatRequest, prompt: int) -> int:
    """The most tokens the answer may have. Without `max_tokens`: what the window leaves, at most 8192."""
    asked = request.max_tokens or min(MAX_OUTPUT_TOKENS, WINDOW_TOKENS - prompt)
    if asked < 1 or prompt + asked > WINDOW_TOKENS:
        raise over_window(
            f"The window is {WINDOW_TOKENS} tokens. The prompt has {prompt}, the answer may have up to {max(asked, 1)}."
        )
    return asked


def count(text: str) -> int:
    return counter().count(text)


def cut(text: str, limit: int) -> tuple[str, int]:
    """The longest beginning of the text within the limit, and its tokens."""
    tokens = count(text)
    if tokens <= limit:
        return text, tokens
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(text[:middle]) <= limit else (low, middle - 1)
    return text[:low], count(text[:low])
