"""Stricter or looser: one provision, all rules of two days (``regimes``), one person."""
