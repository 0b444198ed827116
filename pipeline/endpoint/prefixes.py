"""The cache of prompt prefixes: which leading tokens of a prompt an earlier one began with."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator
from hashlib import blake2b
from threading import Lock

BLOCK_TOKENS = 64
# Four million tokens: sixteen full windows. A block costs about 120 bytes here.
_CAPACITY_BLOCKS = 65_536


class Prefixes:
    """Remembers hashes, never text: one per block of 64 tokens, each covering everything before it as well."""

    def __init__(self, capacity_blocks: int = _CAPACITY_BLOCKS) -> None:
        self._capacity = capacity_blocks
        self._blocks: OrderedDict[bytes, None] = OrderedDict()
        self._lock = Lock()

    def visit(self, tokens: array[int]) -> int:
        """How many leading tokens were seen before, in whole blocks. Remembers the prompt, forgets the oldest."""
        hashes = list(_chain(tokens))
        with self._lock:
            known = next((n for n, block in enumerate(hashes) if block not in self._blocks), len(hashes))
            # From the end: what is forgotten first must be the tail of a prompt, never its beginning.
            for block in reversed(hashes):
                self._blocks[block] = None
                self._blocks.move_to_end(block)
            while len(self._blocks) > self._capacity:
                self._blocks.popitem(last=False)
        return known * BLOCK_TOKENS


def _chain(tokens: array[int]) -> Iterator[bytes]:
    before = b""
    for start in range(0, len(tokens) - BLOCK_TOKENS + 1, BLOCK_TOKENS):
        before = blake2b(before + tokens[start : start + BLOCK_TOKENS].tobytes(), digest_size=16).digest()
        yield before
