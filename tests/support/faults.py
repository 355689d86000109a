"""The small faults that ``support/mutants.py`` plants: one change to the syntax tree of a function.

A comparison, a word of logic, a number, a truth, an operation on worlds, a side of a branch, a
condition, a statement that is left out. Strings are left alone: they are ids and words.
"""

from __future__ import annotations

import ast
import types
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOMS = ("engine", "resolution", "answers/states*", "answers/joining*")

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
NAMES = {
    "TRUE": "FALSE", "FALSE": "TRUE", "min": "max", "max": "min", "any": "all", "all": "any",
    "both": "either", "either": "both", "less": "both", "yes": "no", "no": "yes",
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One change: the ``number``-th that can be made to a module."""

    module: str
    number: int
    line: int
    name: str


def all_faults(source: Path) -> list[Fault]:
    """All faults of the rooms, in an order that only depends on what each changes."""
    faults = []
    for path in sorted({p for room in ROOMS for p in source.glob(f"{room}.py")} | {
        p for room in ROOMS for p in source.glob(f"{room}/*.py")
    }):  # fmt: skip
        module = str(path.relative_to(source))
        planter = _Planter(module)
        planter.visit(ast.parse(path.read_text(encoding="utf-8")))
        faults += planter.faults
    return sorted(faults, key=lambda fault: sha256(fault.name.encode()).digest())


def planted(fault: Fault, path: str) -> types.CodeType:
    """The code of the function that a fault changes."""
    planter = _Planter(fault.module, fault.number)
    tree = planter.visit(ast.parse(Path(path).read_text(encoding="utf-8")))
    waiting = [compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)]
    while waiting:
        code = waiting.pop()
        if (code.co_qualname, code.co_firstlineno) == planter.changed:
            return code
        waiting += [const for const in code.co_consts if isinstance(const, types.CodeType)]
    raise LookupError(fault.name)


class _Planter(ast.NodeTransformer):
    """Lists what can be changed within functions; makes the change with a number."""

    def __init__(self, module: str, wanted: int = -1) -> None:
        self.module, self.wanted = module, wanted
        self.faults: list[Fault] = []
        self.changed = ("", 0)
        self._function: ast.FunctionDef | None = None
        self._classes: list[str] = []
        self._alike = Counter[str]()

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outer, self._function = self._function, self._function or node
        node.body = [self.visit(statement) for statement in node.body]
        self._function = outer
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit(self, node: ast.AST) -> ast.AST:
        if self._function is None or isinstance(node, ast.expr_context):
            return super().visit(node)
        changed = [self._changed(node, *variant) for variant in _variants(node)]
        node = super().visit(node)
        return next((variant for variant in changed if variant is not None), node)

    def _changed(self, node: ast.AST, what: str, variant: ast.AST) -> ast.AST | None:
        assert self._function is not None
        owner = ".".join((*self._classes, self._function.name))
        before = " ".join(ast.unparse(node).split())
        name = f"{self.module} {owner}: {before[:90]} -> {what}"
        self._alike[name] += 1
        name += f" ({self._alike[name]})" if self._alike[name] > 1 else ""
        line = getattr(node.target if isinstance(node, ast.comprehension) else node, "lineno", 0)
        self.faults.append(Fault(self.module, len(self.faults), line, name))
        if len(self.faults) - 1 != self.wanted:
            return None
        decorators = self._function.decorator_list
        first = min([self._function.lineno, *(each.lineno for each in decorators)])
        self.changed = owner, first
        return ast.copy_location(variant, node)


def _variants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What a node can be changed to, each with a word for it."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in COMPARED[type(operator)]:
                    variant = deepcopy(node)
                    variant.ops[place] = other()
                    yield ast.unparse(variant), variant
        case ast.BoolOp():
            other_word = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            variant = ast.BoolOp(other_word, deepcopy(node.values))
            yield ast.unparse(variant), variant
            for place, value in enumerate(node.values):
                rest = [deepcopy(each) for each in node.values if each is not value]
                less = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
                yield f"without part {place + 1}", less
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", deepcopy(node.operand)
        case ast.If() | ast.IfExp():
            turned = deepcopy(node)
            turned.test = ast.UnaryOp(ast.Not(), turned.test)
            yield "sides exchanged", turned
        case ast.comprehension() if node.ifs:
            yield "all", ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.Constant(value=bool()):
            yield str(not node.value), ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield str(node.value + 1), ast.Constant(node.value + 1)
        case ast.Name(id=name) if name in NAMES and isinstance(node.ctx, ast.Load):
            yield NAMES[name], ast.Name(NAMES[name], node.ctx)
        case ast.Attribute(attr=name) if name in NAMES and isinstance(node.ctx, ast.Load):
            yield NAMES[name], ast.Attribute(deepcopy(node.value), NAMES[name], node.ctx)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.BitOr() | ast.BitAnd()):
            yield "left side alone", deepcopy(node.left)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield "left out", ast.Pass()
        case ast.Continue() | ast.Break():
            yield "left out", ast.Pass()
