"""The public face: all records together, and the questions that can be asked of them."""

from guidance.corpus.asking import Corpus
from guidance.corpus.editions import diff

__all__ = ["Corpus", "diff"]
