"""How the sample contracts are made: one markup, read once, written as PDF, as DOCX or as a scan."""
