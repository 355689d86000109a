"""The public face: all records together, and the questions that can be asked of them."""

from guidance.corpus.asking import Corpus

__all__ = ["Corpus"]
