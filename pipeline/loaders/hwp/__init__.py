"""What is inside a document of Hangul (binary), by noun."""
