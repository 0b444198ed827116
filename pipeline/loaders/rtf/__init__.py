"""What is inside a document in RTF, by noun."""
