-- A row a state: how many reports.
SELECT state, count(*) AS reports
FROM reports
WHERE ($year IS NULL OR year = $year)
  AND ($province IS NULL OR province = $province)
  AND ($tier IS NULL OR tier = $tier)
GROUP BY state ORDER BY state
