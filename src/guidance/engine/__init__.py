"""What holds when: each provision's state over time, in every possible world.

``calendar`` says which days are possible and which comes first; ``diagrams`` holds what is open,
and ``feasible`` which of it can be; ``texts`` and ``succession`` decide which text holds, and
``pauses`` and ``states`` the state on a day; ``walk`` goes through the days of a part, and
``timeline`` keeps what it finds; ``coverage`` says how old the evidence is.
"""
