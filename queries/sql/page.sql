-- One page of the reports, by year, region and body; `all` is how many. Only the years that it lies in are sorted.
WITH years AS (
  SELECT coalesce(year, 0) AS age, count(*) AS n
  FROM reports
  WHERE ($year IS NULL OR year = $year)
  AND ($province IS NULL OR province = $province)
  AND ($tier IS NULL OR tier = $tier) AND ($state IS NULL OR state = $state)
  GROUP BY age
), placed AS (
  SELECT age, n, sum(n) OVER (ORDER BY age DESC) AS upto FROM years
)
SELECT coalesce(min(age), 1) AS oldest, coalesce(max(age), 0) AS newest,
  $offset - coalesce(min(upto - n), 0)::BIGINT AS skipped, (SELECT coalesce(sum(n), 0) FROM years)::BIGINT AS every
FROM placed WHERE upto > $offset AND upto - n < $offset + $limit
-- then
WITH page AS (
  SELECT report, year, region, name
  FROM reports
  WHERE ($year IS NULL OR year = $year)
  AND ($province IS NULL OR province = $province)
  AND ($tier IS NULL OR tier = $tier) AND ($state IS NULL OR state = $state)
    AND ((year >= $oldest AND year <= $newest) OR (year IS NULL AND $oldest = 0))
  ORDER BY year DESC NULLS LAST, region, name, report LIMIT $limit OFFSET $skipped
)
SELECT reports.*, $every AS "all"
FROM page JOIN (SELECT * FROM reports WHERE ((year >= $oldest AND year <= $newest) OR (year IS NULL AND $oldest = 0))) reports USING (report)
ORDER BY reports.year DESC NULLS LAST, reports.region, reports.name, report
