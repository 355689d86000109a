"""Every public name says what a reader needs: parameters, units, order, errors and their source.

Which errors a question raises is not read but tried: each parameter in turn is given what it
cannot take, and what comes is what the docstring names, no more and no less.
"""

import ast
import importlib
import inspect
import itertools
import re
import textwrap
from functools import cache
from pathlib import Path

import pytest

import guidance
from guidance.errors import GuidanceError
from guidance.records import criteria, model

ROOT = Path(__file__).parents[2]

EVIDENT = {"self", "cls", "other", "excs"}
"""The two sides of a comparison, and what Python itself hands over."""
QUANTITY = re.compile(r"\b(int|float|Decimal|timedelta)\b")
UNIT = re.compile(
    r"\b(from 1|days?|weeks?|months?|years?|lines?|columns?|characters?|parts?|bytes|number of"
    r"|count|positions?|levels?)\b"
)
ORDER = re.compile(
    r"\b(sorted|in order|oldest|first|by name|by provision|one after the other)\b", re.IGNORECASE
)

MEANING = (
    *("Corpus.as_of", "Corpus.changes", "Corpus.learnt", "Corpus.compare", "Corpus.history"),
    *("Corpus.direction", "Corpus.evaluate", "Corpus.adoptions", "Corpus.discrepancies"),
    *("Answer", "Undetermined", "State", "Change", "CoverageStatus"),
    *("Direction", "RegimeDirection", "Ruling", "ActionRuling", "Witness", "ProposalStage"),
    *("ImpreciseDate", "Period", "Part", "compare", "diff"),
)
"""What decides what an answer means: each names the rule that it follows, where to read it."""


@cache
def public():
    """Each public name and what it stands for: those of the library and the parts of records."""
    named = {name: getattr(guidance, name) for name in guidance.__all__ if name[0] != "_"}
    for module in (model, criteria):
        for name in getattr(module, "__all__", None) or vars(module):
            value = getattr(module, name)
            if inspect.isclass(value) and value.__module__.startswith("guidance."):
                named.setdefault(name, value)
    return named


def called(value):
    """The function that a member of a class stands for; ``None`` for a plain attribute."""
    static = getattr(value, "fget", None) or getattr(value, "func", None)
    function = inspect.unwrap(static or getattr(value, "__func__", value))
    is_ours = (getattr(function, "__module__", None) or "").startswith("guidance.")
    return function if inspect.isfunction(function) and is_ours else None


def members(kind):
    for name in dir(kind):
        if name[0] != "_" and not name.startswith("model_"):
            function = called(inspect.getattr_static(kind, name))
            # A mapping that cannot be changed says so once, at its class.
            if function is not None and inspect.get_annotations(function)["return"] != "NoReturn":
                yield name, function


@cache
def functions():
    """Every public function, method and property, by the name that people call it."""
    named = {}
    for name, value in public().items():
        if inspect.isclass(value):
            named |= {f"{name}.{member}": function for member, function in members(value)}
        elif inspect.isfunction(inspect.unwrap(value)):
            named[name] = inspect.unwrap(value)
    return named


CLASSES = sorted(name for name, value in public().items() if inspect.isclass(value))
FUNCTIONS = sorted(functions())


def told(value):
    """The docstring without its role marks, on one line for each paragraph."""
    return inspect.cleandoc(value.__doc__ or "")


def section(text, name):
    """What stands under a heading of a docstring, by what it is about."""
    under = re.search(rf"^{name}:\n((?:[ ]+.*\n?|\n(?=[ ]))+)", text + "\n", re.MULTILINE)
    if not under:
        return {}
    entries = re.split(r"^    (?=\S)", under[1], flags=re.MULTILINE)[1:]
    return {entry.partition(":")[0]: entry.partition(":")[2] for entry in entries}


def fields(kind):
    """The public fields of a class and their types, as the source writes them."""
    hints = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("guidance."):
            hints |= inspect.get_annotations(base)
    return {
        name: getattr(hint, "__forward_arg__", None) or str(hint)
        for name, hint in hints.items()
        if name[0] != "_" and "ClassVar" not in str(hint)
    }


def docstring_of(name):
    return told(public()[name] if name in CLASSES else functions()[name])


def test_it_says_in_a_sentence_what_it_is():
    silent = [
        name
        for name in CLASSES + FUNCTIONS
        if not docstring_of(name).partition("\n\n")[0].endswith((".", "::"))
    ]
    assert silent == [], silent


def test_names_for_a_choice_have_a_docstring_in_the_source():
    """A choice of words, or of types: Python keeps no docstring for it, the source does."""
    home = {name: f"guidance.{home}" for name, home in guidance._HOMES.items()}
    for name in set(public()) - set(CLASSES) - set(FUNCTIONS):
        module = importlib.import_module(home[name].replace("records.model", "records.fields"))
        body = ast.parse(inspect.getsource(module)).body
        docstring = next(
            below
            for statement, below in itertools.pairwise(body)
            if re.match(rf"(type )?{name}\b[^=]*=", ast.unparse(statement))
        )
        assert isinstance(docstring, ast.Expr), name
        assert isinstance(docstring.value.value, str), name


def test_every_parameter_is_told():
    """By name, in the sentence or under its heading; what goes as elsewhere says where."""
    silent = []
    for name, function in functions().items():
        text = told(function)
        for other in re.findall(r"as in :meth:`(\w+)`", text):
            text += told(functions()[f"{name.partition('.')[0]}.{other}"])
        silent += [
            (name, parameter)
            for parameter in inspect.signature(function).parameters
            if parameter not in EVIDENT
            and not re.search(rf"\b{parameter.replace('_', '[ _]')}\b", text)
        ]
    assert silent == [], silent


def test_every_quantity_has_its_unit():
    bare = []
    for name in CLASSES:
        text = told(public()[name])
        attributes = section(text, "Attributes")
        for field, hint in fields(public()[name]).items():
            if QUANTITY.search(hint) and not UNIT.search(attributes.get(field, "")):
                bare.append(f"{name}.{field}")
    for name, function in functions().items():
        arguments = section(told(function), "Args") or {"": told(function)}
        for parameter, hint in inspect.get_annotations(function).items():
            text = told(function) if parameter == "return" else arguments.get(parameter, "")
            text = text or arguments.get("", "")
            if QUANTITY.search(str(hint)) and not UNIT.search(text):
                bare.append(f"{name} {parameter}")
    assert bare == [], bare


IN_TIME = re.compile(
    r"^tuple\[(Step|Span|Change|Due|Stage|Stretch|HitStretch|Upcoming|Otherwise|ProposalTurn"
    r"|SourceCoverage)\b"
)
"""What happens, or is looked at, one after the other: whoever takes the first has to know it."""


def test_what_comes_one_after_the_other_says_in_which_order():
    silent = []
    for name in CLASSES:
        text = told(public()[name])
        attributes = section(text, "Attributes") if not ORDER.search(text.split("\n")[0]) else None
        silent += [
            f"{name}.{field}"
            for field, hint in fields(public()[name]).items()
            if attributes is not None
            and IN_TIME.search(hint)
            and not ORDER.search(attributes.get(field, ""))
        ]
    for name, function in functions().items():
        returned = str(inspect.get_annotations(function).get("return"))
        if IN_TIME.search(returned) and not ORDER.search(told(function)):
            silent.append(name)
    assert silent == [], silent


def test_what_records_hold_is_in_the_order_of_the_file():
    assert "order of the file" in model.__doc__


# -- errors ----------------------------------------------------------------------------------------

GOOD = {
    "on": "2020-02-01",
    "since": "2019-12-31",
    "until": "2020-02-01",
    "ref": "ema-alemtuzumab-measures#first-line",
    "before": "ms-society-alemtuzumab@2016-09-06",
    "after": "ms-society-alemtuzumab@2016-09-06",
    "facts": ("relapses=2/P24M",),
    "words": "first treatment",
    "topic": "alemtuzumab",
    "format": "text",
    "code": "GB",
    "start": "2020-01-31",
    "within": "P24M",
}
BAD = {
    **dict.fromkeys(("since", "until", "known_on"), ("2020-1-1", "yesterday")),
    **dict.fromkeys(("topic", "source", "kind", "standing"), ("no-such-name",)),
    **dict.fromkeys(("ref", "before", "after"), ("no-such#name", "nothing")),
    "on": ("2020-1-1", "yesterday", "9999-12-31"),
    "jurisdiction": ("no-such-name",),
    "facts": (("no such fact",), ("no-such-fact=yes",), {"relapses": "2/month"}, ("relapses=x",)),
    "words": ("", "..."),
    "format": ("paper",),
    "within": ("two weeks",),
    "sources": (("no-such-source",),),
    "days": (("2020-1-1",), ("2020-02-01", "yesterday")),
    "text": ("yesterday", "2020-13", ""),
}
BACKWARDS = {"since": "2020-02-01", "until": "2019-12-31"}

NOT_TRIED = {("Corpus.evaluate", "UndecidedError")}
"""What needs more than a wrong word: tests/logic/test_bounds.py tries it."""

ANSWERS = {
    "Answer": lambda: guidance.load().as_of("2020-02-01", topic="alemtuzumab"),
    "Corpus": guidance.load,
}


def raised(function, owner, given):
    several = (*given.pop("sources", ()), *given.pop("days", ()))
    try:
        function(*owner, *several, **given)
    except GuidanceError as error:
        return type(error).__name__
    return None


def tried(name):
    """The errors that come of each wrong value, with the rest as it should be."""
    function = functions()[name]
    parameters = list(inspect.signature(function).parameters.values())
    kind = name.partition(".")[0]
    owner = [ANSWERS[kind]()] if kind in ANSWERS else [public()[kind]]
    names = [parameter.name for parameter in parameters[1:]]
    needed = {
        parameter.name: GOOD[parameter.name]
        for parameter in parameters[1:]
        if parameter.name in GOOD
        and (parameter.default is inspect.Parameter.empty or parameter.name == "topic")
    }
    if kind in ANSWERS:
        assert raised(function, owner, needed) is None, name
    errors = set()
    for parameter in names:
        for value in BAD.get(parameter, ()):
            errors.add(raised(function, owner, {**needed, parameter: value}))
    if set(BACKWARDS) <= set(names):
        errors.add(raised(function, owner, {**needed, **BACKWARDS}))
    if name == "Corpus.sheet":
        errors.add(raised(function, [guidance.Corpus.build((), ())], {}))
    return errors - {None}


ASKED = [
    name
    for name in FUNCTIONS
    if name.partition(".")[0] in (*ANSWERS, "ImpreciseDate", "Period")
    and name != "Corpus.build"
    and set(inspect.signature(functions()[name]).parameters) & set(BAD)
]


@pytest.mark.parametrize("name", ASKED)
def test_the_errors_that_come_are_those_that_are_told(name):
    named = set(section(told(functions()[name]), "Raises"))
    assert tried(name) == {error for error in named if (name, error) not in NOT_TRIED}


def test_an_error_that_a_function_raises_itself_is_told():
    silent = []
    for name, function in functions().items():
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        named = section(told(function), "Raises")
        silent += [
            (name, node.exc.func.id)
            for node in ast.walk(tree)
            if isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
            and isinstance(node.exc.func, ast.Name)
            and hasattr(guidance.errors, node.exc.func.id)
            and node.exc.func.id not in named
        ]
    assert silent == [], silent


# -- where the rule stands -------------------------------------------------------------------------


def test_what_decides_meaning_says_where_the_rule_stands():
    """A page of the documentation, or a standard; a page that is named is there."""
    silent = []
    for name in MEANING:
        source = re.search(r"^Source:\n((?:    .*\n?)+)", docstring_of(name) + "\n", re.MULTILINE)
        pages = re.findall(r"docs/[\w/-]+\.md", source[1]) if source else []
        is_told = pages or (source and re.search(r"\b(ISO \d+|EDTF|RFC \d+)\b", source[1]))
        silent += [name] * (not is_told) + [p for p in pages if not (ROOT / p).exists()]
    assert silent == [], silent
