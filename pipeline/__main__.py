"""`python -m pipeline` is the same as `cjkclause`."""

from __future__ import annotations

import gc
import sys

# What is made while a contract is read stays as long as it: to look for cycles among it seldom finds one.
_YOUNG_OBJECTS = 20_000


def main() -> int:
    gc.set_threshold(_YOUNG_OBJECTS)
    from pipeline.cli.command_line import main as run

    code = run()
    # The last look for cycles goes through all that was ever read, and the process ends anyway.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
