"""The sentence around a number: rules, each a generator over one `Passage`."""
