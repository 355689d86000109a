"""Words that several parts of the command use, without what they are about."""

DATA_HELP = (
    "Read records from this folder, or this index, instead of the built-in ones; folders may be"
    " repeated. The name shipped stands for the built-in ones."
)

FINE, FINDINGS, USAGE, BAD_DATA, UNCERTAIN, OUR_FAULT = 0, 1, 2, 3, 4, 70
"""The exit codes."""
OUTPUT_HELP = "Write to FILE instead of the screen; a failure never leaves half a file."
