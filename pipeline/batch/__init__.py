"""Folder runs: the journal, the workers, the progress."""
