"""What things are called for people: cells, findings, places (``labels``), bodies and their levels (``bodies``),
columns of frames (``columns``)."""
