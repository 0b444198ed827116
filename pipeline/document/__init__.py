"""What a document is: its text, where every character stands, and the numbered passages a request carries."""
