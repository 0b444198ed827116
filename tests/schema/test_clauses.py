"""What holds for every type of the clause library."""

from __future__ import annotations

import re
import time
from collections import defaultdict

import pytest

from pipeline.messages import LANGUAGES
from pipeline.schema.contract import write_types
from pipeline.schema.library import KINDS, Schema, load_library
from pipeline.text import tokens
from pipeline.text.folding import folded

LIBRARY = load_library()
# The prefix of a request is at most 6,000 tokens; the rules take the rest.
MOST_TOKENS = 4_600

# design: the closed list of types.
TYPES = set(
    re.findall(
        r"\w+",
        """
definitions subject_matter obligations term effective_date renewal price_payment invoice delivery_acceptance
title_and_risk warranties confidentiality intellectual_property license_grant personal_data non_compete
non_solicitation exclusivity assignment subcontracting change_control change_of_control liability_limitation damages
liquidated_damages acceleration set_off termination force_majeure governing_law dispute_resolution consultation notices
anti_social_forces anti_bribery insurance audit survival severability entire_agreement order_of_precedence amendment
language counterparts tax deposit_guarantee working_conditions safety_environment account_conduct other
""",
    )
)

# A heading with these words promises both.
SHARED_TITLES = {
    ("ja", "禁止事项"): {"obligations", "account_conduct"},
    ("en", "re:^ownership$"): {"intellectual_property", "title_and_risk"},
    ("en", "re:^security$"): {"deposit_guarantee", "personal_data"},
    ("en", "re:^variations?$"): {"amendment", "change_control"},
}


def test_the_list_is_closed() -> None:
    assert set(LIBRARY) == TYPES


@pytest.mark.parametrize("schema", LIBRARY.values(), ids=list(LIBRARY))
def test_every_type_speaks_every_language(schema: Schema) -> None:
    for language in LANGUAGES:
        assert schema.title(language)
        assert schema.description(language)
        assert schema.cues(language).title
        assert schema.cues(language).body or schema.name == "other"


def values_of_one_kind() -> list[tuple[str, str]]:
    """The values that only cues can tell from another value of the same type."""
    return [
        (schema.name, name)
        for schema in LIBRARY.values()
        for name in schema.properties
        if schema.kind(name) in KINDS and [schema.kind(each) for each in schema.properties].count(schema.kind(name)) > 1
    ]


@pytest.mark.parametrize(("type_name", "name"), values_of_one_kind())
@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_one_kind_can_be_told_apart(type_name: str, name: str, language: str) -> None:
    assert LIBRARY[type_name].properties[name]["x-cues"].get(language)


@pytest.mark.parametrize("schema", LIBRARY.values(), ids=list(LIBRARY))
def test_every_choice_but_other_can_be_told(schema: Schema) -> None:
    for name, node in schema.properties.items():
        for language in LANGUAGES:
            told = node.get("x-choices", {}).get(language)
            if "enum" in node:
                assert told, f"{name} in {language}"
    for language in LANGUAGES:
        assert set(schema.definition.get("x-subtype-cues", {}).get(language, ())) == set(schema.subtypes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_types_fits_its_budget(language: str) -> None:
    assert tokens.counter().count(write_types(LIBRARY, language)) <= MOST_TOKENS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_word_belongs_to_one_type(language: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for schema in LIBRARY.values():
        for cue in schema.cues(language).title:
            owners[cue if cue.startswith("re:") else folded(cue).lower()].add(schema.name)
    shared = {(language, cue): names for cue, names in owners.items() if len(names) > 1}
    assert shared == {key: names for key, names in SHARED_TITLES.items() if key[0] == language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cue_of_a_type_stands_twice(language: str) -> None:
    seen: set[tuple[str, str, str]] = set()
    for name, schema in LIBRARY.items():
        cues = schema.cues(language)
        for place, listed in (("title", cues.title), ("text", cues.body + cues.sure), ("no", cues.no)):
            for cue in listed:
                known = name, place, cue.lower() if language == "en" else folded(cue).lower()
                assert known not in seen
                seen.add(known)


@pytest.mark.parametrize("schema", LIBRARY.values(), ids=list(LIBRARY))
def test_what_a_type_includes_are_other_types(schema: Schema) -> None:
    assert set(schema.includes) <= TYPES - {schema.name, "other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_stay_linear_on_hostile_text(language: str) -> None:
    text = "甲方应在。「」第1条1234567890（）赔偿损失계약기간は、を。a " * 500
    cues = [schema.cues(language) for schema in LIBRARY.values()]
    patterns = [
        re.compile(cue[3:]) for own in cues for cue in (*own.title, *own.body, *own.sure, *own.no) if cue[:3] == "re:"
    ]
    started = time.process_time()
    for pattern in patterns:
        assert not pattern.fullmatch(text)
        list(pattern.finditer(text))
    assert time.process_time() - started < 0.01 * len(patterns)
