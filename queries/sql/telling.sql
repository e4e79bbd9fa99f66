-- A row a report in one of these states, those first that show best what a diagnosis is: one thing that may be wrong, with one
-- way to mend it; then those with few things, and few ways to mend the first.
SELECT report, things, settled AS is_only, mends
FROM reports WHERE list_contains($states, state)
ORDER BY (things = 1 AND settled) DESC, things, mends = 0, mends, suspects, year DESC NULLS LAST, report
LIMIT $limit
