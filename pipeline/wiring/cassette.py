"""What a cassette tells of the run that it was recorded in."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import prompt
from pipeline.extract.cassette import read_header
from pipeline.messages import LANGUAGES
from pipeline.schema.library import Library
from pipeline.settings import Endpoint


def recorded_endpoint(path: Path) -> Endpoint:
    """The endpoint that answered in a cassette; nothing is sent to it. Raises SetupError."""
    header = read_header(path)
    base_url = None if header.engine == "rules" else header.endpoint
    return Endpoint(base_url=base_url, api_key=None, model=header.model)


def is_older(cassette: Path, chosen: Library) -> bool:
    """Whether a cassette was recorded with another wording of the prompt. Raises SetupError."""
    return dict(read_header(cassette).prompts) != prompts(chosen)


def prompts(chosen: Library) -> dict[str, str]:
    """Fingerprints of the prompt by language."""
    return {language: prompt.fingerprint(prompt.system(chosen, language)) for language in LANGUAGES}
