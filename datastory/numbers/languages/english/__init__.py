"""English: `245.31 billion yuan`, `over 75%`, `second`. The grammar stands in `grammar.py`."""
