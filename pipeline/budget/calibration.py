"""What an endpoint's own counts teach about ours, for documents that are planned later in the run."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

# No vocabulary cuts a text into four times the tokens of another; what is reported beyond that is no count.
_MOST_MARGIN = 3.0
# So many answers must be known before estimates follow them; of these, most must fit the estimate, with room to spare.
_FEWEST_ANSWERS, _REMEMBERED_ANSWERS = 8, 64
_QUANTILE, _SPARE = 0.9, 1.25
_LEAST_SHARE, _MOST_SHARE = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One request that was answered whole: its tokens as planned and as the endpoint counts them.

    `answer_tokens` is None where the reply does not tell how long the answer was. `margin` is the one it was planned
    with.
    """

    planned_prompt_tokens: int
    prompt_tokens: int
    expected_answer_tokens: int
    answer_tokens: int | None
    margin: float = 0.0

    @property
    def excess(self) -> float:
        """By which share the count was too low; 0 where it was not."""
        return max(0.0, self.prompt_tokens / self.planned_prompt_tokens - 1)

    @property
    def undercounted(self) -> bool:
        """Whether the plan did not allow for it."""
        return self.excess > self.margin


class Calibration:
    """Safe to share between the threads of a run. `margin` is where it starts: what an earlier run has learned."""

    def __init__(self, margin: float = 0.0) -> None:
        self._margin = min(max(margin, 0.0), _MOST_MARGIN)
        self._shares: deque[float] = deque(maxlen=_REMEMBERED_ANSWERS)
        self._lock = threading.Lock()

    @property
    def margin(self) -> float:
        """The share by which our counts of a prompt can be too low."""
        return self._margin

    @property
    def answer_share(self) -> float:
        """By what an estimate of an answer is multiplied."""
        with self._lock:
            shares = sorted(self._shares)
        if len(shares) < _FEWEST_ANSWERS:
            return 1.0
        return min(max(_SPARE * shares[int(_QUANTILE * (len(shares) - 1))], _LEAST_SHARE), _MOST_SHARE)

    def learn(self, measures: Iterable[Measure]) -> None:
        with self._lock:
            for measure in measures:
                if measure.excess <= _MOST_MARGIN:
                    self._margin = max(self._margin, measure.excess)
                if measure.answer_tokens is not None:
                    self._shares.append(measure.answer_tokens / measure.expected_answer_tokens)
