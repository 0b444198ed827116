"""What the program calls itself in everything it writes."""

__version__ = "0.1.0"

# How the rule engine signs what it answers (`system_fingerprint`), so that nobody takes it for a model.
RULES_FINGERPRINT = "cjkclause-rules"
