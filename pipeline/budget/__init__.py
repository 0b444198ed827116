"""What fits: exact tokens, windows of whole articles, requests whose answer fits."""
