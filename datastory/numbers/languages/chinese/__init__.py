"""Chinese: `2453.1亿元`, `超过75%`, `第二`. The grammar stands in `grammar.py`."""
