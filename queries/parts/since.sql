(year >= $oldest OR ($oldest = 0 AND year IS NULL) OR list_contains($first, report))
