"""Kinds of cases in which an answer once was wrong, each with records of its own."""
