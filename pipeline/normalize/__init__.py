"""Values computed from the words of a proved quote: dates, money, rates, durations, parties."""

from pipeline.normalize.mention import Mention
from pipeline.normalize.mentions import mentions
from pipeline.normalize.values import NoValue, normalize

__all__ = ["Mention", "NoValue", "mentions", "normalize"]
