"""What applied: answers as data, read from the states.

``answer`` has the question and the answer; ``entries`` describes one provision in one state, with
its days and its reasons.
"""
