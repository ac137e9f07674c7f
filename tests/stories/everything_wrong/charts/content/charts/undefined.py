drawn = None
