"""The engine of a data story: one room a module, arrows one way (CONTRIBUTING.md draws them)."""
