"""A made-up dataset: reports of bodies that do not exist, with seeded errors and the list of them.

``python -m demo`` makes it from a fixed seed and lets the real reader, checks and metrics work on it; what they yield
is kept in ``demo/data/dataset``, a dataset like any other (``docs/dataset.md``), so that nobody need read three
thousand documents before pages show anything. No figure, name or sentence in it is anybody's.
"""

from pathlib import Path

SEED = 20_190_411
YEARS = tuple(range(2019, 2025))
FOLDER = Path(__file__).parent / "data"
# In it: the dataset, beside what it is made from
DATASET = "dataset"
NOTE = "Made up by `python -m demo`, errors included; bodies and places do not exist."
