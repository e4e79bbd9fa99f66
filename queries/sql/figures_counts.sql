-- A row a report that has figures of these statuses in these cells (`cells` names their columns of statuses): how many.
SELECT report, n
FROM (
  SELECT report, year, len(list_filter(list_value(*COLUMNS(lambda name: list_contains($cells, name))),
    lambda status: list_contains($statuses, status))) AS n
  FROM figures
  WHERE {chosen}
)
WHERE n > 0 ORDER BY year DESC NULLS LAST, report
