"""The only place that chooses concrete parts: which endpoint, which loader, which store."""
