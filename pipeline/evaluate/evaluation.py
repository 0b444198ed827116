"""A folder of records scored against a folder of gold."""

from __future__ import annotations

from collections.abc import Collection, Set
from pathlib import Path

from pipeline.evaluate.gold import matching, read_gold
from pipeline.evaluate.records import Found, read_records
from pipeline.evaluate.score import Score
from pipeline.evaluate.scoring import Scoring
from pipeline.messages import catalogue
from pipeline.schema.library import load_library


def evaluate(records: Path, gold: Path) -> Score:
    """Scores the records below a folder against a folder of gold. Raises UsageError and SetupError."""
    golds = list(read_gold(gold))
    found = read_records(records)
    used = {clause_type for each in golds for clause in each.record.clauses or () for clause_type in clause.all_types}
    codes = {issue.code for each in golds for issue in each.record.issues or ()}
    score = Score(gold_files=len(golds), unknown=_unknown(used, codes, found.values()))
    seen: set[str] = set()
    for each in golds:
        name = matching(each.name, list(found))
        if name is None:
            score.missing_records.append(each.name)
        else:
            seen.add(name)
        Scoring(score, each, found[name] if name else None, used, codes).run()
    score.records_without_gold = len(found.keys() - seen)
    return score


def _unknown(types: Set[str], codes: Set[str], found: Collection[Found]) -> list[str]:
    """Types of the gold that are not in the library and not in a record, and issues that no message tells: misspelt
    ones."""
    asked = {name for each in found for name in each.record.schemas}
    held = {clause.type for each in found for clause in each.record.clauses}
    return sorted([*(types - asked - held - load_library().keys()), *(codes - catalogue().keys())])
