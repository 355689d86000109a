"""What differs: between two ``versions`` of a source, or between two ``days``.

``model`` has the typed records of a change; ``notices`` what publication alone changes;
``redline`` the words that differ.
"""
