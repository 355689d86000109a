"""Which way things moved, of provisions and of whole topics, and what binds a person.

:func:`compare_days` and :func:`evaluate` read rules off answers; what they return is data, in
:mod:`.movements` and :mod:`.rulings`.
"""

from guidance.directions.movements import RegimeDirection
from guidance.directions.people import evaluate
from guidance.directions.regimes import compare_days
from guidance.directions.rulings import Ruling

__all__ = ["RegimeDirection", "Ruling", "compare_days", "evaluate"]
