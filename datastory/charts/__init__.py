CHARTS = "content/charts/"  # where chart files stand, their helpers and geo/
