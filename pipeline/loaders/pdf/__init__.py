"""What is inside a PDF: the child that reads it, and what it sees on a page."""
