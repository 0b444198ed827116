"""A score told: as JSON, and for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any

from pipeline.evaluate.counts import Accuracy, Boundaries, Counts, Matches, macro
from pipeline.evaluate.score import Score, Typed
from pipeline.version import __version__

VERSION = "1"
_MOST_CONFUSIONS = 10
_MOST_LISTED = 40


def to_json(score: Score) -> dict[str, Any]:
    """One JSON document: every figure as a share of one, and null where there is nothing to have a share of."""
    return {
        "version": VERSION,
        "program": f"cjkclause {__version__}",
        "files": {
            "gold": score.gold_files,
            "scored": score.gold_files - len(score.missing_records),
            "missing_records": score.missing_records,
            "records_without_gold": score.records_without_gold,
        },
        "unknown": score.unknown,
        "articles": score.articles.to_json(),
        "numbers": score.numbers.to_json(),
        "boundaries": score.boundaries.to_json(),
        "with_other": _typed(score.with_other),
        "without_other": _typed(score.without_other),
        "subtypes": score.subtypes.to_json(),
        "values": _accuracies(score.values),
        "terms": _accuracies(score.terms),
        "findings": score.findings.to_json(),
        "fields": _accuracies(score.fields),
        "mentions": _mentions(score.mentions),
        "blanks": {"of": score.blanks, "filled": score.filled_blanks},
        "issues": {code: counts.to_json() for code, counts in sorted(score.issues.items())},
        "issues_micro": _micro(score.issues).to_json(),
        "parts": {kind: counts.to_json() for kind, counts in sorted(score.parts.items())},
        "confusions": [
            {"gold": gold, "found": found, "count": count}
            for (gold, found), count in score.confusions.most_common(_MOST_CONFUSIONS)
        ],
        "missed": score.missed,
        "invented": score.invented,
        "wrong": score.wrong,
    }


def _typed(typed: Typed) -> dict[str, Any]:
    by_type = typed.by_type()
    languages = {language: typed.by_type(language) for language in typed.languages}
    return {
        "micro": _micro(by_type).to_json(),
        "macro": macro(by_type.values()),
        "by_type": {
            name: counts.to_json() | {"boundaries": typed.boundaries.get(name, Boundaries()).to_json()}
            for name, counts in by_type.items()
        },
        "by_language": {
            language: {
                "micro": _micro(own).to_json(),
                "macro": macro(own.values()),
                "by_type": {name: counts.to_json() for name, counts in own.items()},
            }
            for language, own in languages.items()
        },
    }


def _mentions(matches: Mapping[tuple[str, str], Matches]) -> dict[str, Any]:
    by_kind: dict[str, dict[str, Matches]] = {}
    for (language, kind), each in sorted(matches.items()):
        by_kind.setdefault(kind, {})[language] = each
    return {
        kind: reduce(Matches.__add__, own.values(), Matches()).to_json()
        | {"by_language": {language: each.to_json() for language, each in own.items()}}
        for kind, own in sorted(by_kind.items())
    }


def _micro(by_type: Mapping[str, Counts]) -> Counts:
    return reduce(Counts.__add__, by_type.values(), Counts())


def _accuracies(by_name: Mapping[str, Accuracy]) -> dict[str, Any]:
    total = reduce(Accuracy.__add__, by_name.values(), Accuracy())
    return {**total.to_json(), "by_name": {name: each.to_json() for name, each in sorted(by_name.items())}}


def lines(score: Score) -> Iterator[str]:
    """The report. Shares are in percent; `-` stands where there is nothing to have a share of."""
    told = to_json(score)
    yield from _files(told["files"])
    if score.unknown:
        yield f"no type or issue of that name, misspelt? {', '.join(score.unknown)}"
    if told["with_other"]["by_type"]:
        yield ""
        for name in ("with_other", "without_other"):
            yield from _summary(name.replace("_", " "), told[name])
        yield ""
        yield from _types(told["with_other"]["by_type"])
    yield ""
    yield from _extras(told)
    every = {"all, micro": told["issues_micro"]} if told["issues"] else {}
    for name, figures in (("mentions", told["mentions"]), ("parts", told["parts"]), ("issues", every | told["issues"])):
        yield from _counted(name, figures)
    if told["blanks"]["of"]:
        yield f"blanks: {told['blanks']['filled']} of {told['blanks']['of']} have a value"
    yield from _listed("missed", score.missed)
    yield from _listed("invented", score.invented)
    yield from _listed("wrong", score.wrong)


def _files(files: Mapping[str, Any]) -> Iterator[str]:
    yield f"gold: {files['gold']}, of which scored: {files['scored']}; records without gold: {files['records_without_gold']}"
    yield from (f"no record for {name}: all of its gold is missed" for name in files["missing_records"])


def _summary(name: str, typed: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name:<34} {'precision':>9} {'recall':>7} {'F1':>7}"
    rows = {"all, micro": typed["micro"], "all, macro": typed["macro"]}
    rows |= {f"{language}, micro": own["micro"] for language, own in typed["by_language"].items()}
    for row, figures in rows.items():
        yield _shares(row, figures)


def _types(by_type: Mapping[str, Any]) -> Iterator[str]:
    heads = ("precision", "recall", "F1", "right", "invented", "missed", "exact", "start", "IoU")
    yield f"{'type':<24} " + " ".join(f"{head:>9}" for head in heads)
    for name, figures in by_type.items():
        shares = [_percent(figures[key]) for key in ("precision", "recall", "f1")]
        counts = [str(figures[key]) for key in ("right", "invented", "missed")]
        edges = [_percent(figures["boundaries"][key]) for key in ("exact", "same_start", "iou")]
        yield f"{name:<24} " + " ".join(f"{cell:>9}" for cell in (*shares, *counts, *edges))


def _extras(told: Mapping[str, Any]) -> Iterator[str]:
    """What else the gold holds, a line each; nothing about what it does not hold."""
    articles, boundaries = told["articles"], told["boundaries"]
    if articles["right"] or articles["missed"]:
        yield f"articles    {_percent(articles['recall'])} of the gold's found, {articles['invented']} others"
    if boundaries["of"]:
        parts = (f"{_percent(boundaries[key])} {key.replace('_', ' ')}" for key in ("exact", "same_start", "same_end"))
        yield f"boundaries  {', '.join(parts)}, mean IoU {_percent(boundaries['iou'])} (of {boundaries['of']})"
    for name in ("numbers", "subtypes", "values", "terms", "findings", "fields"):
        own = told[name]
        if own["of"]:
            filled = f"{_percent(own['wrong_of_filled'])} of the filled wrong"
            yield f"{name:<11} {_percent(own['accuracy'])} right of {own['of']}, {own['missing']} missing, {filled}"
    for confusion in told["confusions"]:
        yield f"confused    {confusion['gold']} told as {confusion['found']}: {confusion['count']}"


def _counted(name: str, figures: Mapping[str, Any]) -> Iterator[str]:
    """A table of what may stand often: a row each, below it those of the languages."""
    if figures:
        yield ""
        yield f"{name:<34} {'precision':>9} {'recall':>7} {'F1':>7}"
    for row, own in figures.items():
        yield _shares(row, own)
        languages = own.get("by_language", {})
        yield from (_shares(f"  {each}", languages[each]) for each in languages if len(languages) > 1)


def _shares(row: str, own: Mapping[str, Any]) -> str:
    return f"  {row:<32} {_percent(own['precision']):>9} {_percent(own['recall']):>7} {_percent(own['f1']):>7}"


def _listed(name: str, items: list[dict[str, Any]]) -> Iterator[str]:
    if items:
        yield ""
        yield f"{name}: {len(items)}"
    for item in items[:_MOST_LISTED]:
        yield "  " + "; ".join(f"{key} {_shown(value)}" for key, value in item.items())
    if len(items) > _MOST_LISTED:
        yield f"  and {len(items) - _MOST_LISTED} more: see --json"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={_shown(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "nothing"
    return str(value).replace("\n", " ")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
