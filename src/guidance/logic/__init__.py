"""The logic under "stricter or looser": exact, and independent of dates and of the corpus.

* :mod:`.sheets` checks sheets of facts and conditions: :func:`check_sheet`,
  :func:`check_condition`, :func:`findings`.
* :mod:`.reading` and :mod:`.people` hold what is known of a person: :func:`read_facts`.
* :mod:`.evaluate` and :mod:`.regimes` say what a condition or a regime makes of a person:
  :func:`evaluate`, :func:`judge`.
* :mod:`.decide` proves things about everybody: :func:`satisfiable`, :func:`valid`, :func:`implies`,
  :func:`equivalent`, :func:`find_person`.
* :mod:`.compare` says which way something changed, with witnesses: :func:`compare_conditions`,
  :func:`compare_regimes`, :func:`compare_populations`; :mod:`.verdicts` is what it says.

Underneath, :mod:`.frame` reduces a question to atoms and :mod:`.diagram` decides it; :mod:`.proof`
hands what is too large to z3.
"""

from guidance.errors import UndecidedError
from guidance.logic.compare import compare_conditions, compare_populations, compare_regimes
from guidance.logic.decide import (
    equivalent,
    find_person,
    implies,
    satisfiable,
    valid,
)
from guidance.logic.evaluate import Evaluation, Truth, evaluate
from guidance.logic.formulas import Formula, all_of, any_of, negation
from guidance.logic.people import AskedFact, Known, Person
from guidance.logic.reading import check_person, read_facts
from guidance.logic.regimes import (
    ONE_WORD,
    OUTCOMES,
    Effect,
    Judgement,
    OneWord,
    Outcome,
    Regime,
    Rule,
    judge,
)
from guidance.logic.sheets import Oddity, check_condition, check_sheet, findings
from guidance.logic.verdicts import (
    Breakdown,
    Crossing,
    PopulationVerdict,
    Reason,
    Strength,
    Verdict,
    VerdictName,
    Witness,
    direction_of,
)

__all__ = [
    "ONE_WORD",
    "OUTCOMES",
    "AskedFact",
    "Breakdown",
    "Crossing",
    "Effect",
    "Evaluation",
    "Formula",
    "Judgement",
    "Known",
    "Oddity",
    "OneWord",
    "Outcome",
    "Person",
    "PopulationVerdict",
    "Reason",
    "Regime",
    "Rule",
    "Strength",
    "Truth",
    "UndecidedError",
    "Verdict",
    "VerdictName",
    "Witness",
    "all_of",
    "any_of",
    "check_condition",
    "check_person",
    "check_sheet",
    "compare_conditions",
    "compare_populations",
    "compare_regimes",
    "direction_of",
    "equivalent",
    "evaluate",
    "find_person",
    "findings",
    "implies",
    "judge",
    "negation",
    "read_facts",
    "satisfiable",
    "valid",
]
