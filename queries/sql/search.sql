-- One page of the reports in whose name, region or source every word (the first four) occurs, the newest first; `all` is
-- how many.
WITH chosen AS (
  SELECT report, body, name, region, year, state, source, count(*) OVER () AS "all"
  FROM reports
  WHERE (len($words) < 1 OR contains(name, $words[1]) OR contains(region, $words[1]) OR contains(source, $words[1]))
    AND (len($words) < 2 OR contains(name, $words[2]) OR contains(region, $words[2]) OR contains(source, $words[2]))
    AND (len($words) < 3 OR contains(name, $words[3]) OR contains(region, $words[3]) OR contains(source, $words[3]))
    AND (len($words) < 4 OR contains(name, $words[4]) OR contains(region, $words[4]) OR contains(source, $words[4]))
)
SELECT *
FROM chosen
ORDER BY year DESC NULLS LAST, region, name, report
LIMIT $limit OFFSET $offset
