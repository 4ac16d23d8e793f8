"""``python -m triskele.cli`` is the same as ``triskele``."""

from triskele.cli.main import run

if __name__ == "__main__":
    run()
