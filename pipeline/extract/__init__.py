"""Requests to proved clauses to a record."""
