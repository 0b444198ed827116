"""What is inside a web page, by noun."""
