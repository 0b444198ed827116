"""Text in, value out: folding, numerals, scripts, tokens. Nothing here knows what a contract is."""
