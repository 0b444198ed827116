"""How much a request may hold, and what extracting a document would send."""

from __future__ import annotations

from pathlib import Path

from pipeline.budget.allowance import Allowance
from pipeline.chat.ledger import Prices
from pipeline.document.model import Document
from pipeline.extract.job import Job
from pipeline.extract.mask import Mask
from pipeline.extract.plan import Plan, price, windows_of
from pipeline.loaders.limits import limits_of
from pipeline.loaders.registry import load
from pipeline.outline.tree import build
from pipeline.schema.library import Library
from pipeline.settings import Settings


def load_document(settings: Settings, path: Path, name: str | None = None) -> Document:
    return load(path, name=name, limits=limits_of(settings))


def prices(settings: Settings) -> Prices:
    return Prices(settings.prices.cached, settings.prices.input, settings.prices.output)


def allowance(settings: Settings, halvings: int = 0, margin: float = 0.0) -> Allowance:
    """What a request may hold; each halving halves the window and leaves the answer's room as it is."""
    least = min(settings.context_tokens, 2 * settings.answer_tokens)
    context = max(settings.context_tokens >> halvings, least)
    return Allowance(context, settings.answer_tokens, margin)


def plan(document: Document, chosen: Library, settings: Settings) -> Plan:
    """What extracting a document would send to an endpoint that caches. Raises DocumentError."""
    job = Job(document, build(document), chosen, Mask.of(document.text) if settings.mask else None)
    windows = windows_of(job, allowance(settings), tools=settings.mode == "tools")
    return price(job, windows, prices(settings))
