"""Plain frozen records, one module a topic, shaped like the data files they are read from.

No record reads a file, and none imports pydantic: what an answer needs is all that is defined.
"""
