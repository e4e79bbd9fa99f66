"""The words of prose: their kinds (``vocabulary``, all of them in ``narrative.yaml``), found in one pass (``tokens``),
numbers in Chinese (``numerals``), and the words on one side of a number (``phrase``).

In: text. Out: tokens with their places.
"""
