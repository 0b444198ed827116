"""The engine on contracts that are not the samples: planted truths, floors below what it reaches, far above chance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.counts import Counts
from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.report import to_json
from tests.gold.flaws import CODES, ORDERS
from tests.gold.make import FORMATS, GoldContract, contracts, write
from tests.gold.numerals import spelled
from tests.gold.run import score
from tests.gold.wording import LANGUAGES, wording

SEEDS = (20, 21)
FLOORS = {"date": 0.97, "money": 0.97, "party": 0.95}
RECALL_FLOORS = {"duration": 0.9, "rate": 0.9}
ISSUE_PRECISION, ISSUE_RECALL = 0.95, 0.9


@pytest.fixture(scope="module")
def drafted() -> list[GoldContract]:
    return list(contracts(SEEDS[0]))


@pytest.fixture(scope="module", params=SEEDS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is said of the contracts of a seed, a third of them in each format."""
    return to_json(score(tmp_path_factory.mktemp("gold"), request.param))


def test_there_are_ten_kinds_in_every_script() -> None:
    assert all(len({kind.name for kind in wording(language).kinds}) == 10 for language in LANGUAGES)


def test_every_truth_stands_where_the_gold_says(drafted: list[GoldContract]) -> None:
    for each in drafted:
        text, gold = each.contract.text, GoldRecord.model_validate(each.contract.record)
        for mention in gold.mentions or ():
            assert mention.quote is None or text[mention.start : mention.end] == mention.quote
        assert all(text[clause.start : clause.end] == clause.quote for clause in gold.clauses or ())


def test_the_same_seed_makes_the_same_contracts_and_another_seed_others(drafted: list[GoldContract]) -> None:
    assert list(contracts(SEEDS[0])) == drafted
    assert not {each.contract.text for each in contracts(SEEDS[1])} & {each.contract.text for each in drafted}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flaw_is_planted_once_in_every_script_and_has_a_sentence(
    drafted: list[GoldContract], language: str
) -> None:
    own = [each.contract.record["issues"] for each in drafted if each.language == language]
    assert sorted(issue["code"] for issues in own for issue in issues) == sorted(CODES)
    assert wording(language).flaws.keys() == set(CODES) - ORDERS


def test_a_contract_says_the_same_in_every_format(tmp_path: Path) -> None:
    """`write` raises where a file is read with other characters than its contract has."""
    assert write(tmp_path, SEEDS[0] + 2, formats=FORMATS) == 3 * len(LANGUAGES) * 10


@pytest.mark.parametrize(
    ("number", "script", "words"),
    [
        (1_280_000, "formal zh-Hans", "壹佰贰拾捌万"),
        (105_020, "formal zh-Hans", "壹拾万伍仟零贰拾"),
        (10_010_001, "formal zh-Hant", "壹仟零壹萬零壹"),
        (15, "plain zh-Hans", "十五"),
        (11_000_000, "plain ja", "千百万"),
        (12_000_000, "formal ko", "일천이백만"),
    ],
)
def test_the_gold_spells_numbers_as_contracts_do(number: int, script: str, words: str) -> None:
    assert spelled(number, script) == words


def test_every_article_is_found_with_its_number_and_its_end(told: dict[str, Any]) -> None:
    assert told["articles"]["recall"] >= 0.98
    assert told["numbers"]["accuracy"] >= 0.98
    assert told["boundaries"]["exact"] >= 0.95


def test_types_are_found_in_every_language(told: dict[str, Any]) -> None:
    assert told["with_other"]["micro"]["f1"] >= 0.85
    assert all(own["micro"]["f1"] >= 0.75 for own in told["with_other"]["by_language"].values())
    assert told["without_other"]["micro"]["f1"] >= 0.82


@pytest.mark.parametrize("kind", FLOORS)
def test_values_are_found_and_none_is_invented(told: dict[str, Any], kind: str) -> None:
    assert told["mentions"][kind]["precision"] >= FLOORS[kind]
    assert told["mentions"][kind]["recall"] >= FLOORS[kind]


@pytest.mark.parametrize("kind", RECALL_FLOORS)
def test_lengths_and_rates_are_found(told: dict[str, Any], kind: str) -> None:
    assert told["mentions"][kind]["recall"] >= RECALL_FLOORS[kind]


def test_the_register_has_the_title_and_the_parties_and_days_that_follow_from_others(told: dict[str, Any]) -> None:
    assert told["terms"]["by_name"]["title"]["accuracy"] >= 0.97
    assert told["terms"]["by_name"]["parties"]["accuracy"] >= 0.97
    assert told["terms"]["by_name"]["ends_on"]["accuracy"] >= 0.75


def test_days_that_hang_on_an_event_have_their_anchor_and_offset(told: dict[str, Any]) -> None:
    assert told["mentions"]["relative date"]["precision"] >= 0.95
    assert told["mentions"]["relative date"]["recall"] >= 0.95


def test_every_planted_flaw_is_told_and_no_sound_twin(told: dict[str, Any]) -> None:
    assert told["issues"].keys() == set(CODES)
    counts = [Counts(own["right"], own["invented"], own["missed"]) for own in told["issues"].values()]
    summed = sum(counts, Counts())
    assert summed.precision is not None and summed.precision >= ISSUE_PRECISION
    assert summed.recall is not None and summed.recall >= ISSUE_RECALL


def test_no_blank_becomes_a_value(told: dict[str, Any]) -> None:
    assert told["blanks"]["of"] > 0
    assert told["blanks"]["filled"] == 0
