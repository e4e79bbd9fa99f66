-- One page of the bodies of one year and tier by a metric, those over enough cases first, with the interval of a rate;
-- `bodies` is how many have the metric. A rank is the same for equal values.
WITH chosen AS (
  SELECT report, value, numerator, denominator, low, high, ranked, CASE WHEN $lowest THEN value ELSE -value END AS place
  FROM metrics
  WHERE metric = $metric AND available AND year = $year AND tier = $tier
    AND ($province IS NULL OR province = $province)
), page AS (
  SELECT * FROM chosen ORDER BY ranked DESC, place, report LIMIT $limit OFFSET $offset
)
SELECT page.* EXCLUDE (place), (SELECT count(*) FROM chosen) AS bodies,
  CASE WHEN ranked THEN 1 + (SELECT count(*) FROM chosen other WHERE other.ranked AND other.place < page.place) END AS rank,
  name, region, province, state, body, edition_disclosure, edition_requests, edition_disputes
FROM page JOIN (SELECT * FROM reports WHERE year = $year AND tier = $tier) USING (report)
ORDER BY ranked DESC, place, report
