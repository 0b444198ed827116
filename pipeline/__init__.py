"""cjkclause: long Chinese, Japanese and Korean contracts in, proved clause records out."""

__version__ = "0.1.0"
