"""``python -m checks``: read and check reports from the command line (``checks.cli.command``)."""

import sys

from checks.cli.command import main

if __name__ == "__main__":
    sys.exit(main())
