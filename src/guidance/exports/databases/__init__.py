"""The records and their states as tables, in SQLite, Parquet files and PostgreSQL.

The same tables and the same questions everywhere: ``tables`` says what is in them, ``questions``
holds the SQL that asks them, written once.
"""
