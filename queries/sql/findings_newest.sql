-- The weightiest failed or undecided finding of a report each: those of `first`, then the newest year's, errors before
-- others. Only the years that they lie in are sorted.
SELECT coalesce(min(age), 0) AS oldest
FROM (
  SELECT coalesce(year, 0) AS age, count(*) AS n, sum(n) OVER (ORDER BY age DESC) AS upto
  FROM inbox WHERE sort = '' AND rank < 3 GROUP BY age
)
WHERE upto - n < $limit
-- then
SELECT list(report) AS of_reports
FROM (
  SELECT report
  FROM (
    SELECT report, min(weight) AS weight FROM inbox
    WHERE sort IN ('failed', 'undecided') AND {since}
    GROUP BY report
  ) JOIN (
    SELECT report, coalesce(year, 0) AS year, coalesce(published, '') AS day, region FROM reports WHERE {since}
  ) USING (report)
  ORDER BY list_contains($first, report) DESC, year DESC, weight > 0, day DESC, region, report LIMIT $limit
)
-- then
SELECT report, arg_min(rule, (weight, across, place)) AS rule, arg_min(subject, (weight, across, place)) AS subject
FROM findings
WHERE list_contains($of_reports, report) AND flagged AND sort <> 'remark' AND {since}
GROUP BY report
ORDER BY list_position($of_reports, report)
