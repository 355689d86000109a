"""Tools for assistants (Model Context Protocol), over stdio and streamable HTTP, without sessions.

Few tools, made to be hard to misread: each statement comes with a status in words that can be
passed on alone, each answer with both dates, the evidence, citations, the fingerprint of the
records, and what was left out.

==============  ===================================================================
``shapes``      what the tools answer with
``telling``     statements, citations, evidence and pages of lists
``answering``   what each tool answers
``tools``       the tools as they are offered
==============  ===================================================================
"""

from guidance.serve.assistants.tools import at_http, over_stdio, tools

__all__ = ["at_http", "over_stdio", "tools"]
