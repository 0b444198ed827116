"""The scripts of samples/ are no package of the distribution; the tests find them beside it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples"))
