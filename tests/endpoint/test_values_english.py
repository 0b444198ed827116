"""A quote never cuts a number: the comma of 120,000 ends no clause."""

from __future__ import annotations

from pathlib import Path

import pipeline

AGREEMENT = """SERVICES AGREEMENT
Article 1 Fees
1.1 The Client shall pay USD 120,000.00 within thirty (30) days of receipt of an invoice.
Article 2 Confidentiality
2.1 Each party shall keep the other's information confidential for five years after termination."""


def test_an_amount_with_separators_before_a_period_is_quoted_whole(tmp_path: Path) -> None:
    path = tmp_path / "agreement.txt"
    path.write_text(AGREEMENT)
    record = pipeline.extract(path, endpoint="embedded")
    assert record.status == "complete"
    fees = next(clause for clause in record.clauses if clause.type == "price_payment")
    assert fees.values["payment_period"]["iso"] == "P30D"
