#!/usr/bin/env python3
"""Builds a data story: facts, words and charts in; a static site, or nothing but problems, out."""

import os
import sys

ROOT = os.path.dirname(os.path.realpath(__file__))

if __name__ == "__main__":
    if sys.flags.safe_path:  # as with -I: not even this folder is searched
        sys.path.insert(0, ROOT)
    from datastory.launcher import run

    run(ROOT)
