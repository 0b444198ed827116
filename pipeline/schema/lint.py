"""Checks of clause schemas. Errors are what stops a run before it begins; the rest is what breaks with models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.issues import Issue, Severity
from pipeline.messages import LANGUAGES
from pipeline.schema.library import PATTERN, VALUE, Library, builtin_folder, packaged_schema, schema_files
from pipeline.schema.pointer import pointer
from pipeline.schema.source import parse, repeated_keys
from pipeline.schema.subschemas import REFERENCES, Place, References, walk
from pipeline.text.shortened import shortened

MOST_PROPERTIES = 100
DEEPEST = 5

_DETAIL_CHARS = 200
_TYPE_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_TYPING = ("type", "enum", "const", "anyOf", "oneOf", "allOf", *REFERENCES)
_CUES = ("x-cues", "x-not-cues", "x-beside", "x-subtype-cues", "x-choices", "x-not-choices")
# A repeat of a group that repeats inside: (a+)+ takes exponential time. Groups within groups are not looked into.
_NESTED_REPEAT = re.compile(r"\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)[+*{]")
_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)*\]")
_SPACE = re.compile(r" (?![?*])")


def lint_paths(paths: Iterable[Path]) -> dict[Path, list[Issue]]:
    """Every file named, and of a folder the files that `--schemas` would load."""
    found: dict[Path, list[Issue]] = {}
    for path in paths:
        try:
            files = schema_files(path) if path.is_dir() else [path]
        except SetupError as error:
            found[path] = [Issue(error.code, "error", error.params)]
        else:
            found.update((file, lint(file)) for file in files)
    return found


def lint(path: Path) -> list[Issue]:
    """Everything wrong with one schema file; style is told only of a schema that is one."""
    try:
        definition = parse(path.read_bytes())
    except OSError as error:
        return [_issue("schema_unreadable", path, detail=error.strerror or str(error))]
    except (ValueError, RecursionError) as error:
        return [_issue("schema_not_json", path, detail=str(error))]
    if not isinstance(definition, dict):
        return [_issue("schema_not_object", path)]
    try:
        return list(_errors(path, definition)) or list(_advice(path, definition))
    except RecursionError:
        return [_issue("schema_nested_too_deeply", path)]


def check_library(library: Library) -> None:
    """Raises SetupError for a schema that is no clause schema. The built-in types are checked by the tests."""
    for schema in library.values():
        path = Path(schema.path)
        if path.parent == builtin_folder():
            continue
        try:
            wrong = next(_errors(path, schema.definition), None)
        except RecursionError:
            wrong = _issue("schema_nested_too_deeply", path)
        if wrong is not None:
            raise SetupError(wrong.code, **wrong.params)


def _issue(code: str, path: Path, at: Iterable[object] = (), severity: Severity = "error", **params: object) -> Issue:
    place = pointer(at)
    return Issue(code, severity, {"path": str(path), "pointer": place, **params}, place)


def _errors(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    if not _TYPE_NAME.fullmatch(path.stem):
        yield _issue("schema_bad_name", path, name=path.stem)
    for at in repeated_keys(definition):
        yield _issue("schema_repeated_key", path, at, key=at[-1])
    invalid = list(_invalid(path, definition))
    yield from invalid
    yield from _bad_patterns(path, definition)
    if not invalid:
        yield from _bad_references(path, definition)


def _invalid(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    """meta.schema.json includes the meta-schema of draft 2020-12."""
    told = set()
    for error in _meta_validator().iter_errors(definition):
        detail = _short(error.message)
        if (key := (tuple(error.absolute_path), detail)) not in told:
            told.add(key)
            yield _issue("schema_invalid", path, error.absolute_path, detail=detail)


@cache
def _meta_validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(packaged_schema("meta.schema.json"))


def _short(text: str) -> str:
    return shortened(text, _DETAIL_CHARS)


def _bad_patterns(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    patterns = [*_schema_patterns(definition), *((at, cue) for at, cue, _ in _cue_patterns(definition))]
    for at, pattern in patterns:
        try:
            re.compile(pattern)
        except (re.error, OverflowError) as error:
            yield _issue("schema_bad_pattern", path, at, pattern=_short(pattern), detail=str(error))


def _schema_patterns(definition: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for at, node in walk(definition):
        if isinstance(pattern := node.get("pattern"), str):
            yield (*at, "pattern"), pattern
        if isinstance(held := node.get("patternProperties"), dict):
            yield from (((*at, "patternProperties", pattern), pattern) for pattern in held)


def _cue_patterns(definition: Mapping[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Path, pattern and language of every cue that is a regular expression."""
    for at, node in walk(definition):
        for word in _CUES:
            if isinstance(held := node.get(word), dict):
                for language, cues in held.items():
                    for below, cue in _strings(cues):
                        bare = cue.strip(VALUE)
                        if bare.startswith(PATTERN):
                            yield (*at, word, language, *below), bare.removeprefix(PATTERN), language


def _strings(node: object) -> Iterator[tuple[Place, str]]:
    if isinstance(node, str):
        yield (), node
    elif isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from (((key, *below), text) for below, text in _strings(child))


def _bad_references(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    references = References(definition)
    lost = list(_lost(definition, references))
    yield from (_issue("schema_bad_reference", path, at, reference=_short(reference)) for at, reference in lost)
    if not lost and references.cycle(parts=False):
        yield _issue("schema_loop", path)


def _lost(definition: Mapping[str, Any], references: References) -> Iterator[tuple[Place, str]]:
    """Path and text of every reference that leads nowhere."""
    for at, node in walk(definition):
        for word in REFERENCES:
            if isinstance(reference := node.get(word), str):
                try:
                    references.target(reference)
                except LookupError:
                    yield (*at, word), reference


def _advice(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    """What a valid schema had better do otherwise."""
    yield from _shape(path, definition)
    for at, node in walk(definition):
        if len(at) > 1 and at[-2] == "properties":
            yield from _property(path, at, node)
    yield from _cue_faults(path, definition)
    yield from _choice_faults(path, definition)
    yield from _languages(path, definition)


def _shape(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    depths = [at.count("properties") for at, _ in walk(definition) if len(at) > 1 and at[-2] == "properties"]
    if len(depths) > MOST_PROPERTIES:
        yield _issue("schema_many_properties", path, severity="warning", count=len(depths), most=MOST_PROPERTIES)
    if (depth := max(depths, default=0)) > DEEPEST:
        yield _issue("schema_deep", path, severity="warning", depth=depth, deepest=DEEPEST)
    if References(definition).cycle(parts=True):
        yield _issue("schema_recursive", path, severity="warning")


def _property(path: Path, at: Place, node: Mapping[str, Any]) -> Iterator[Issue]:
    if not any(word in node for word in _TYPING):
        yield _issue("schema_untyped", path, at, "warning")
    if not (node.get("description") or node.get("x-description") or any(word in node for word in REFERENCES)):
        yield _issue("schema_undescribed", path, at, "warning")
    choices = node.get("enum", ())
    if any(isinstance(choice, str) for choice in choices) and "other" not in choices:
        yield _issue("schema_enum_closed", path, (*at, "enum"), "warning")
    if "x-kind" in node and "object" not in _types(node):
        yield _issue("schema_kind_shape", path, at, "warning", kind=node["x-kind"])


def _types(node: Mapping[str, Any]) -> list[str]:
    """The types a schema names; all that matter here where it names none."""
    declared = node.get("type", "object")
    return [declared] if isinstance(declared, str) else list(declared)


def _cue_faults(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    for at, pattern, language in _cue_patterns(definition):
        if _NESTED_REPEAT.search(pattern):
            yield _issue("schema_slow_pattern", path, at, "warning", pattern=_short(pattern))
        if language != "en" and _SPACE.search(_CLASS.sub("", pattern)):
            yield _issue("schema_blind_pattern", path, at, "warning", pattern=_short(pattern))


def _choice_faults(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    yield from _unknown(
        path, ("x-subtype-cues",), definition.get("x-subtype-cues", {}), definition.get("x-subtypes", ())
    )
    for name, node in definition["properties"].items():
        for word in ("x-choices", "x-not-choices"):
            yield from _unknown(path, ("properties", name, word), node.get(word, {}), node.get("enum", ()))


def _unknown(path: Path, at: Place, cues: Mapping[str, Mapping[str, Any]], choices: Iterable[Any]) -> Iterator[Issue]:
    for language, told in cues.items():
        for choice in sorted(told.keys() - set(choices)):
            yield _issue("schema_unknown_choice", path, (*at, language, choice), "warning", choice=choice)


def _languages(path: Path, definition: Mapping[str, Any]) -> Iterator[Issue]:
    # English stands in the plain `title` and `description`.
    others = [language for language in LANGUAGES if language != "en"]
    for word in ("x-title", "x-description"):
        if missing := [language for language in others if language not in definition.get(word, {})]:
            yield _missing(path, word, missing, "warning")
    readable = {tag for tag, cues in definition.get("x-cues", {}).items() if cues.get("title") or cues.get("body")}
    if not readable:
        yield _issue("schema_not_readable_offline", path, severity="info")
    elif missing := [language for language in LANGUAGES if language not in readable]:
        yield _missing(path, "x-cues", missing, "info")


def _missing(path: Path, word: str, missing: Iterable[str], severity: Severity) -> Issue:
    return _issue("schema_language_missing", path, (word,), severity, keyword=word, languages=", ".join(missing))
