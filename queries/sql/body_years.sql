-- A row a report of one body and metric, by year. `province` is the body's: with it, its metrics are found sooner.
WITH own AS (
  SELECT report, year, name, region, province, state, source, sha256, edition_disclosure, edition_requests, edition_disputes
  FROM reports
  WHERE body = $body
), rates AS (
  SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason
  FROM metrics
  WHERE metric IN (SELECT unnest($metrics)) AND ($province IS NULL OR province = $province)
    AND report IN (SELECT report FROM own)
)
SELECT *
FROM own LEFT JOIN rates USING (report)
ORDER BY year NULLS LAST, report, metric
