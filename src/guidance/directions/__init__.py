"""Which way things moved, of provisions and of whole topics, and what binds a person.

:func:`.regimes.compare_days` and :func:`.people.evaluate` read rules off answers; what they return
is data, in :mod:`.movements` and :mod:`.rulings`.
"""
