"""The clause tree of a contract: parts, chapters, articles, clauses, annexes, with exact spans."""
