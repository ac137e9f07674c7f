"""The engine of a data story: one room a module, arrows one way (CONTRIBUTING.md draws them)."""

__version__ = "0.1.0"
