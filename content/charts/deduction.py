from datastory.forms import canvas, open_end, share_bar, texts, thickness

TOP = 24


def chart(facts, width):
    whole, saved = facts["deduction"], facts["tax_saved"]
    thick = thickness(width)
    end = (width - 26) * float(saved.value / whole.value)
    return canvas(
        width,
        TOP + thick + 26,
        texts([(0, 10, f"{whole.label}: {whole.text}")]),
        share_bar(saved.row(), whole.row(), width, TOP, open=True),
        open_end(end, TOP, thick, "outline-accent"),
        texts([(0, TOP + thick + 14, f"{saved.label}: {saved.text}")], "text-accent"),
    )


def card(facts, width):
    return chart(facts, width)
