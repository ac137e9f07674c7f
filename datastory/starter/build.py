from pathlib import Path
from datastory.launcher import run  # not found? pip install -r requirements.txt
run(Path(__file__).parent)
