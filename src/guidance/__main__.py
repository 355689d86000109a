"""``python -m guidance``: the command, where its folder is not on the path."""

import sys

from guidance.cli import main

sys.exit(main())
