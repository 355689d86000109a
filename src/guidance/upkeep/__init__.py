"""Keeping records honest.

What became of recommendations (``adoptions``), where reports differ from acts
(``discrepancies``), how fresh the evidence is (``freshness``), what is worth a look
(``findings``) and whether records still fit the documents at hand (``verification``).
"""
