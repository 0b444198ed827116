"""Fixed pages to text: lines, their order, paragraphs, margins; nothing here knows a format."""
