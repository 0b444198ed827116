"""The version of the program, stored in everything it writes."""

__version__ = "0.1.0"
