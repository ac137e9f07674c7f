"""From what a desk has to a story: sources kept, facts drafted, figures bound."""
