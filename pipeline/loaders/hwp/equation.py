"""Hancom's equation script as one line of text (its names for signs, without what only sets their place)."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+|[{}~`#&]|\s+|.", re.DOTALL)
_SIGNS = {
    "over": "/",
    "times": "×",
    "div": "÷",
    "cdot": "·",
    "sum": "∑",
    "prod": "∏",
    "int": "∫",
    "sqrt": "√",
    "leq": "≤",
    "geq": "≥",
    "neq": "≠",
    "approx": "≈",
    "inf": "∞",
    "partial": "∂",
    "del": "∇",
    "pm": "±",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "pi": "π",
    "theta": "θ",
    "lambda": "λ",
    "sigma": "σ",
}
_DROPPED = frozenset(("left", "right", "rm", "it", "bold", "`", "#", "&"))
_LONGEST = 10_000


def linear(script: str) -> str:
    """The formula in the order of its script: {A} over {B} is (A)/(B), x^{2} is x^(2)."""
    parts: list[str] = []
    for word in _WORD.findall(script[:_LONGEST]):
        if word.lower() not in _DROPPED:
            parts.append(_SIGNS.get(word.lower()) or {"{": "(", "}": ")", "~": " "}.get(word, word))
    text = re.sub(r"\s+", " ", "".join(parts)).strip()
    return re.sub(r"\(\s*(\w+)\s*\)", r"\1", re.sub(r"\s*/\s*", "/", text))
