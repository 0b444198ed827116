"""Every check of a contract, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from pipeline.checks.contract import Check, Contract, Said
from pipeline.checks.figures import figures
from pipeline.checks.instalments import instalments
from pipeline.checks.lists import lists
from pipeline.checks.names import names
from pipeline.checks.numbering import numbering
from pipeline.checks.outside import outside
from pipeline.checks.periods import periods
from pipeline.checks.products import products
from pipeline.checks.references import references
from pipeline.checks.roles import roles
from pipeline.checks.signatures import signatures
from pipeline.checks.tables import tables
from pipeline.checks.undefined import undefined
from pipeline.checks.unused import unused
from pipeline.document.model import Document
from pipeline.issues import Issue
from pipeline.outline.section import Outline

CHECKS: tuple[Check, ...] = (
    *(numbering, lists, references, periods, figures, instalments, tables, products),
    *(names, roles, signatures, unused, undefined, outside),
)
"""Rules that hang on a statute and its date would be a further entry; none is told unasked."""
MOST_OF_ONE_CHECK = 50


def check(document: Document, outline: Outline, said: Sequence[Said]) -> list[Issue]:
    """What the contract says against itself. Of one check at most 50 issues are told, and that there are more."""
    contract = Contract(document, outline, said)
    return [issue for each in CHECKS for issue in _at_most(each, contract)]


def _at_most(one: Check, contract: Contract) -> list[Issue]:
    told = list(islice(one(contract), MOST_OF_ONE_CHECK + 1))
    if len(told) <= MOST_OF_ONE_CHECK:
        return told
    params = {"count": MOST_OF_ONE_CHECK, "check": one.__name__}
    return [*told[:MOST_OF_ONE_CHECK], Issue("check_cut_short", "info", params)]
