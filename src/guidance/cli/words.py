"""Words that several parts of the command use, without what they are about."""

DATA_HELP = (
    "Read the records in this folder instead of those that are shipped; may be repeated. The"
    " word shipped stands for the shipped ones."
)

FINE, FINDINGS, USAGE, BAD_DATA, UNCERTAIN, OUR_FAULT = 0, 1, 2, 3, 4, 70
"""The exit codes."""
OUTPUT_HELP = "Write to FILE, which is there whole afterwards or not at all."
