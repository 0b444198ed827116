"""A folder of records scored against a folder of gold."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluate.gold import matching, read_gold
from pipeline.evaluate.records import read_records
from pipeline.evaluate.score import Score
from pipeline.evaluate.scoring import Scoring


def evaluate(records: Path, gold: Path) -> Score:
    """Scores the records below a folder against a folder of gold. Raises UsageError and SetupError."""
    golds = list(read_gold(gold))
    found = read_records(records)
    used = {clause_type for each in golds for clause in each.record.clauses or () for clause_type in clause.all_types}
    codes = {issue.code for each in golds for issue in each.record.issues or ()}
    score = Score(gold_files=len(golds))
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
