"""Answers over HTTP and for assistants: read-only, thin faces of the library.

==============  ===================================================================
``questions``   the table of what can be asked; ``parameters`` reads what is given
``problems``    what is said where there is no answer (RFC 9457)
``editions``    the records served, read again when their files change
``desk``        one thread that answers, within limits of number and time
``kept``        tags, and how long an answer may be kept
``mementos``    answers as known on an earlier day (RFC 7089)
``front``       the first page; ``openapi`` describes all of it
``guard``       what every request passes first
``app``         puts these together; ``running`` listens
``assistants``  tools for assistants (Model Context Protocol)
==============  ===================================================================
"""
