"""The sentence around a number: six rules, each a generator over one `Passage`."""
