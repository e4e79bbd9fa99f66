"""``python -m demo``: make the dataset anew from its seed, in ``demo/data/``."""

from demo import FOLDER
from demo.build import build

if __name__ == "__main__":
    print(build(FOLDER))
