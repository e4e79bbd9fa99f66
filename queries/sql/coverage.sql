-- A row a region of one level and year: reports, and how many of them a check failed in. The level is province where
-- no province is chosen, else prefecture, else county; a region without a name is the government's own.
SELECT CASE WHEN $province IS NULL THEN province WHEN $prefecture IS NULL THEN prefecture ELSE county END AS place, year,
  count(*) AS reports, count_if(state IN ('sums', 'prose')) AS flagged
FROM reports
WHERE year IS NOT NULL
  AND ($province IS NULL OR province = $province)
  AND ($prefecture IS NULL OR prefecture = $prefecture)
GROUP BY ALL ORDER BY place NULLS LAST, year
