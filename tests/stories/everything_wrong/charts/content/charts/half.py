def chart(facts):
    return None
