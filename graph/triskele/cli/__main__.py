"""``python -m triskele.cli`` is the same as ``triskele``."""

import sys

from triskele.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
