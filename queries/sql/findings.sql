-- One page of flagged findings, the weightiest first, then the newest; `all` is how many there are. Only the weights and
-- years that it lies in are sorted: `place` is one number for both.
WITH groups AS (
  SELECT weight, coalesce(year, 0) AS age, count(*) AS n
  FROM findings
  WHERE flagged AND ($sort IS NULL OR sort = $sort) AND ($rule IS NULL OR rule = $rule)
    AND ($severity IS NULL OR severity = $severity) AND ($outcome IS NULL OR outcome = $outcome)
    AND ($cause IS NULL OR cause = $cause) AND ($year IS NULL OR year = $year)
    AND ($province IS NULL OR province = $province) AND ($tier IS NULL OR tier = $tier)
  GROUP BY ALL
), placed AS (
  SELECT *, weight * 10000 - age AS place, sum(n) OVER (ORDER BY weight, age DESC) AS upto FROM groups
)
SELECT coalesce(min(age), 1) AS oldest, coalesce(max(age), 0) AS newest, coalesce(min(place), 0) AS first_place,
  coalesce(max(place), -1) AS last_place, $offset - coalesce(min(upto - n), 0)::BIGINT AS skipped,
  (SELECT coalesce(sum(n), 0) FROM groups)::BIGINT AS every
FROM placed WHERE upto > $offset AND upto - n < $offset + $limit
-- then
WITH page AS (
  SELECT id, report, rule, subject, across, weight * 10000 - coalesce(year, 0) AS place
  FROM findings
  WHERE flagged AND ($sort IS NULL OR sort = $sort) AND ($rule IS NULL OR rule = $rule)
    AND ($severity IS NULL OR severity = $severity) AND ($outcome IS NULL OR outcome = $outcome)
    AND ($cause IS NULL OR cause = $cause) AND ($year IS NULL OR year = $year)
    AND ($province IS NULL OR province = $province) AND ($tier IS NULL OR tier = $tier)
    AND ((year >= $oldest AND year <= $newest) OR (year IS NULL AND $oldest = 0))
    AND weight * 10000 - coalesce(year, 0) BETWEEN $first_place AND $last_place
  ORDER BY place, report, rule, subject, across LIMIT $limit OFFSET $skipped
)
SELECT told.*, $every AS "all", name, region, state, body
FROM page JOIN (SELECT * FROM findings WHERE flagged AND ((year >= $oldest AND year <= $newest) OR (year IS NULL AND $oldest = 0))) told
    USING (id, report, rule, subject, across)
  JOIN (SELECT report, name, region, state, body FROM reports WHERE ((year >= $oldest AND year <= $newest) OR (year IS NULL AND $oldest = 0))) USING (report)
ORDER BY place, report, rule, subject, across
