"""What is inside a Word document, by noun."""
