from datastory.launcher import run  # not found? pip install -r requirements.txt

run(__file__)
