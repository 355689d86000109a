"""The command: arguments to the library, its reports to the screen, and exit codes.

=====  ===========================================================================
0      fine
1      there are findings, where ``--exit-code`` asks
2      a usage error, or a question that cannot be asked
3      the records have faults
4      it cannot be determined, where ``--require-certain`` asks
70     a fault of this program
130    interrupted
=====  ===========================================================================

Only this package prints, reads the clock (for the word ``today``) and knows of terminals. What a
command needs is imported when it runs, so that help and completion answer at once.
"""

from guidance.cli.app import app, main

__all__ = ["app", "main"]
