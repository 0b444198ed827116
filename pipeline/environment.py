"""Where a run is told things: the environment, and the user's folders. Read without the settings' own library, which
takes longer to load than a contract.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

# Environment variable to setting. Keys and proxies are read apart: they are secrets, or shared with other programs.
VARIABLES = {
    "CJKCLAUSE_BASE_URL": "base_url",
    "CJKCLAUSE_MODEL": "model",
    "CJKCLAUSE_JOBS": "jobs",
    "CJKCLAUSE_LANG": "language",
    "CJKCLAUSE_MASK": "mask",
    "CJKCLAUSE_OCR": "ocr",
    "CJKCLAUSE_OCR_PAGES": "ocr_pages",
    "CJKCLAUSE_OCR_PROCESSES": "ocr_processes",
    "CJKCLAUSE_OCR_SECONDS_PER_PAGE": "ocr_seconds_per_page",
    "CJKCLAUSE_API_KEY_FILE": "api_key_file",
    "CJKCLAUSE_CA_BUNDLE": "ca_bundle",
}
# What the variable of a limit begins with.
LIMITS = "CJKCLAUSE_LIMITS_"


def is_told(
    flags: Mapping[str, Any] | None = None, config: Path | None = None, environ: Mapping[str, str] | None = None
) -> bool:
    """Whether anything but keys and proxies is told, so that a setting may differ from what it is by itself."""
    env = os.environ if environ is None else environ
    named = any(value and (name in VARIABLES or name.startswith(LIMITS)) for name, value in env.items())
    flagged = any(value is not None for value in (flags or {}).values())
    return named or flagged or config is not None or user_file() is not None


def serve_key(environ: Mapping[str, str] | None = None) -> str | None:
    """The key that `serve` asks for, None for none."""
    return (os.environ if environ is None else environ).get("CJKCLAUSE_SERVE_KEY") or None


def locale_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of messages: the locale's, where the catalogue has it."""
    env = os.environ if environ is None else environ
    locale = (env.get("CJKCLAUSE_LANG") or env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or "").lower()
    if locale.startswith("zh"):
        return "zh-Hant" if any(place in locale for place in ("tw", "hk", "mo", "hant")) else "zh-Hans"
    return next((tag for tag in ("ja", "ko") if locale.startswith(tag)), "en")


def cache_folder() -> Path:
    """Where what was learned about endpoints is remembered."""
    return Path(platformdirs.user_cache_path("cjkclause"))


def user_file() -> Path | None:
    """The user's settings, None where there are none."""
    file = Path(platformdirs.user_config_path("cjkclause")) / "config.toml"
    return file if file.is_file() else None
