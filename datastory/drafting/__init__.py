"""From articles and documents to a story: sources are kept, facts drafted, figures bound."""
