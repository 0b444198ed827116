"""What a pattern cannot do without, and that looking for it first hides nothing."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from pipeline.endpoint.cues import CueList
from pipeline.endpoint.required import required_words
from pipeline.schema.library import PATTERN, load_library
from pipeline.schema.patterns import compile_pattern

NEEDS = {
    "补充协议": [{"补充"}, {"充协"}, {"协议"}],
    "(签订|签署).{0,8}合同": [{"签订", "签署"}, {"合同"}],
    "(合同|协议)": [{"合同", "协议"}],
    "(补充合同|协议)": [{"补充", "协议"}],
    "(合同|协议)?变更": [{"变更"}],
    "按?日": [],
    "合同+书": [{"合同"}],
    "合同*书面": [{"书面"}],
    "合[同约]": [],
    "(?<!本)合同(?!书)": [{"合同"}],
    "(?=合同).": [],
    r"费用\(含税\)": [{"费用"}, {"用("}, {"(含"}, {"含税"}, {"税)"}],
    r"第\d+条件": [{"条件"}],
    "(甲方|.)付款?": [],
    "(?P<way>加收|减收)费": [{"加收", "减收"}],
    "offset": [{"offset"}],
    r"\bset[- ]?off\b": [{"set"}, {"off"}],
    r"\b(renew|extend)\w*\b.{0,9}\bTerms? of": [{"renew", "extend"}, {"term"}, {" of"}],
    r"(or|by) \n?a+nd": [],
    "合{2}同": [],
    "合{0,1}同意": [{"同意"}],
    "合同合同": [{"合同"}, {"同合"}],
}


@pytest.mark.parametrize("pattern", NEEDS)
def test_what_every_match_holds(pattern: str) -> None:
    assert [set(choice) for choice in required_words(pattern)] == NEEDS[pattern]


def _patterns() -> list[str]:
    schemas = load_library().values()
    languages = ("zh-Hans", "zh-Hant", "ja", "ko", "en")
    cues = [schema.cues(language) for schema in schemas for language in languages]
    words = {word for own in cues for word in (*own.title, *own.body, *own.sure, *own.no)}
    return sorted(word for word in words if word.startswith(PATTERN))


@pytest.mark.parametrize("cue", _patterns())
def test_every_match_of_a_packaged_pattern_holds_what_it_is_said_to_need(cue: str) -> None:
    pattern = compile_pattern(cue, spaced=False)
    needed = required_words(pattern.pattern)

    @settings(deadline=None, max_examples=2, database=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        match = pattern.search(text.lower())
        assert match is None or all(any(word in match[0] for word in choice) for choice in needed)

    # What only an end of line keeps from matching, the generator cannot write.
    with contextlib.suppress(Unsatisfiable):
        holds()


def test_most_packaged_patterns_need_something() -> None:
    patterns = [compile_pattern(cue, spaced=cue.isascii()).pattern for cue in _patterns()]
    assert len(list(filter(required_words, patterns))) > 0.9 * len(patterns)


@settings(deadline=None, max_examples=200)
@given(st.text("合同变更书面。\n、甲", max_size=600))
def test_no_line_with_a_cue_is_passed_over(text: str) -> None:
    cues = [("a", "re:合同[^。\n]{0,3}变更"), ("b", "re:(书面|变更).?合同(变更|、)?"), ("c", "变更"), ("d", "甲")]
    hits = {(hit.owner, hit.start, hit.end) for hit in CueList(cues, spaced=False).hits(text)}
    for owner, cue in cues[:2]:
        found = {(owner, *match.span()) for match in re.finditer(cue.removeprefix(PATTERN), text)}
        assert {hit for hit in hits if hit[0] == owner} == found


def test_a_pattern_reads_each_passage_for_itself() -> None:
    book = CueList([("cap", "re:(賠償|責任)[^。]{0,120}を上限")], spaced=False)
    (hit,) = book.hits("第2条(损害赔偿)\n损害赔偿の额は百万円を上限とする。")
    assert (hit.start, hit.end) == (12, 23)
