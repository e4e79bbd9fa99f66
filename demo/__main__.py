"""``python -m demo``: make the dataset of made-up reports anew from its seed, in ``demo/data/``."""

import argparse

from demo import FOLDER
from demo.build import build

if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m demo", description=__doc__).parse_args()
    print(build(FOLDER))
