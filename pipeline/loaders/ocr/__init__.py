"""Pictures of pages to lines: the engine in its child, and which pages need it."""
