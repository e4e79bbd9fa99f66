-- A row a report in one of these states, those first that show best what a diagnosis is: one thing that may be wrong, with one
-- way to mend it; then those with few things, and few ways to mend the first.
WITH told AS MATERIALIZED (
  SELECT report, year, from_json(causes, '[{"only": "BOOLEAN", "cells": ["VARCHAR"], "mends": ["JSON"],
    "findings": ["VARCHAR"]}]') AS causes
  FROM reports WHERE list_contains($states, state)
), counted AS (
  SELECT report, year, causes, len(causes) + coalesce(others, 0) AS things
  FROM told LEFT JOIN (
    SELECT report, count(DISTINCT (weight, rule)) AS others
    FROM (SELECT report, id, weight, rule FROM findings WHERE flagged AND sort <> 'remark') JOIN told USING (report)
    WHERE NOT list_contains(flatten(list_transform(causes, lambda cause: cause.findings)), id)
    GROUP BY report
  ) USING (report)
)
SELECT report, things, coalesce(causes[1]."only", false) AS is_only, len(causes[1].mends) AS mends
FROM counted
ORDER BY (things = 1 AND is_only) DESC, things, mends = 0, mends, len(causes[1].cells), year DESC NULLS LAST, report
LIMIT $limit
