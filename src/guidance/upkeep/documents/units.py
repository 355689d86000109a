"""What is compared as one: a block, or the cells of a row."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.upkeep.documents.blocks import Block, Reading
from guidance.upkeep.documents.normal import normal


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared as one: a block, or the cells of a row.

    Attributes:
        text: Its words; cells are set off with a bar.
        words: Its words, evened out; equal ones are the same.
    """

    blocks: tuple[Block, ...]
    text: str
    words: str

    @property
    def block(self) -> Block:
        """The block, or the first cell of the row."""
        return self.blocks[0]


def units(reading: Reading) -> tuple[Unit, ...]:
    """The blocks of a document as they are compared: rows as one."""
    groups: list[list[Block]] = []
    for block in reading.blocks:
        last = groups[-1][-1] if groups else None
        is_row = last is not None and block.kind == last.kind == "cell" and block.column > 1
        if is_row and last is not None and block.paragraph == last.paragraph:
            groups[-1].append(block)
        else:
            groups.append([block])
    return tuple(_unit(tuple(blocks)) for blocks in groups)


def _unit(blocks: tuple[Block, ...]) -> Unit:
    text = " | ".join(block.text for block in blocks)
    return Unit(blocks, text, normal(text))
