"""The embedded endpoint: the same API without a key, over a rule engine."""
