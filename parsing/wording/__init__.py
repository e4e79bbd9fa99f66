"""What one printed text is, before anyone knows whose: a label of the form, a figure, or words in a figure's place.

In comes a normalised text, out goes its key, its kind or its value. ``labels`` knows the form's labels in all their
wordings, ``values`` reads a cell, ``words`` parts a line that holds several; ``remembered`` keeps answers about texts
that the form prints, and about no others.
"""
