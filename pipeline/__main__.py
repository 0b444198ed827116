"""`python -m pipeline` is the same as `cjkclause`."""

from __future__ import annotations

import sys


def main() -> int:
    from pipeline.cli.command_line import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
