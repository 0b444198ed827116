"""What is inside a document of Hangul (XML), by noun."""
