"""The sums of the form: each alone (``equations``), those with unknown cells together (``unknowns``, by the linear
programs of ``programs``), and where the error is if they are broken (``explain``).

In: certain values by cell. Out: findings, implied values, explanations."""
