"""What a run asks with is told apart by its wording."""

from __future__ import annotations

from pipeline.extract import prompt
from pipeline.messages import LANGUAGES
from pipeline.schema.library import load_library

LIBRARY = load_library()


def test_a_fingerprint_is_of_the_wording_alone() -> None:
    wordings = [
        prompt.system(library, language) for library in (LIBRARY, LIBRARY.only(["term"])) for language in LANGUAGES
    ]
    fingerprints = [prompt.fingerprint(wording) for wording in wordings]
    assert len(set(fingerprints)) == len(wordings) == 2 * len(LANGUAGES)
    assert fingerprints == [prompt.fingerprint(wording) for wording in wordings]
    assert all(len(each) == 64 for each in fingerprints)
