"""The chat-completions endpoint: wire types, client, retries, limits, ledger."""
