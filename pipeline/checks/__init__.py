"""What a contract says against itself, found by code alone: pure functions from the text and what is known of it."""
