"""Schema files, planted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WriteSchema = Callable[..., Path]


@pytest.fixture
def write_schema(tmp_path: Path) -> WriteSchema:
    """Writes a small valid schema with some of its fields replaced; a value of None takes the field away."""

    def write(name: str = "rent", **changes: Any) -> Path:
        definition = {
            "title": "Rent",
            "type": "object",
            "properties": {"due": {"type": "string", "description": "day"}},
        } | changes
        path = tmp_path / f"{name}.json"
        kept = {key.replace("_", "-", 1) if key.startswith("x_") else key: v for key, v in definition.items()}
        path.write_text(json.dumps({k: v for k, v in kept.items() if v is not None}), "utf-8")
        return path

    return write
