"""What holds when: each provision's state over time, in every possible world.

``worlds`` answers questions about unknown days; ``states`` decides the state of a provision in one
world (where a pause ends, what ends a text, what takes its place); ``timeline`` puts states in a
row; ``coverage`` says how old the evidence is.
"""
