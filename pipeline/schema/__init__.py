"""Clause schemas: the library of types, the reply they ask for, the checks on them."""
