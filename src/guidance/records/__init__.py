"""What is written: dates, places, criteria and the frozen records that hold them.

``model`` has the records as they stand on disk; ``dates`` the imprecise dates and periods;
``gazetteer`` where a statement applies, and ``parts`` of that by name; ``criteria`` conditions over
declared facts. Nothing here is worked out from anything else.
"""
