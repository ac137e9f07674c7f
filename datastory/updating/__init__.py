"""A new edition of a source: what is found in it again, and what that changes in the story."""
