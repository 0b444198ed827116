from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from pipeline.chat.ledger import Ledger, Prices, Totals
from pipeline.chat.wire import Usage

PRICES = Prices(cached=Decimal("0.10"), input=Decimal("0.60"), output=Decimal("3.00"))


def test_the_cost_is_exact_and_cached_tokens_are_cheaper() -> None:
    usage = Usage(1000, 10, 1010, cached_tokens=900)
    assert PRICES.cost(usage) == Decimal("0.00018")
    assert Prices(input=Decimal(1), output=Decimal(1)).cost(usage) == Decimal("0.00101")


def test_an_unknown_price_makes_the_cost_unknown_and_zero_does_not() -> None:
    assert Prices().cost(Usage(1, 1, 2)) is None
    assert Prices(input=Decimal(1)).cost(Usage(1, 1, 2)) is None
    assert Prices(input=Decimal(0), output=Decimal(0)).cost(Usage(1, 1, 2)) == 0


def test_totals_are_kept_by_document_and_run() -> None:
    ledger = Ledger(PRICES)
    ledger.sent("a")
    ledger.sent("a")
    ledger.billed("a", Usage(100, 10, 110, cached_tokens=60))
    ledger.sent("b")
    ledger.billed("b", Usage.estimate(50, 5))
    assert ledger.document("a").to_json() == {
        "requests": 2,
        "prompt_tokens": 100,
        "cached_tokens": 60,
        "completion_tokens": 10,
        "billed_tokens": 110,
        "cost": "0.00006",
        "estimated": False,
    }
    run = ledger.run()
    assert (run.requests, run.billed_tokens, run.cached_tokens, run.estimated) == (3, 165, 60, True)
    assert ledger.document("c") == Totals()


def test_what_is_not_reported_is_not_zero() -> None:
    ledger = Ledger()
    ledger.sent("a")
    ledger.billed("a", Usage(100, 10, 110))
    assert (ledger.document("a").cached_tokens, ledger.document("a").cost) == (None, None)


def test_totals_survive_being_stored() -> None:
    ledger = Ledger(PRICES)
    ledger.billed("a", Usage(100, 10, 110, cached_tokens=0))
    stored = json.loads(json.dumps(ledger.document("a").to_json()))
    assert Totals.from_json(stored) == ledger.document("a")
    assert Totals.from_json(Totals(cost=None).to_json()) == Totals(cost=None)
    assert Totals().to_json()["cost"] == "0"


def test_no_count_is_lost_between_threads() -> None:
    ledger = Ledger(PRICES)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: ledger.billed(f"{number % 3}", Usage(1, 1, 2)), range(600)))
    assert ledger.run().billed_tokens == 1200
