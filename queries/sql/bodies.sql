-- A row a body and year of one page of bodies, with the worst state of its reports (`states` has them in order); `bodies`
-- is how many there are.
WITH chosen AS (
  SELECT body, region, name
  FROM bodies
  WHERE ($province IS NULL OR province = $province)
    AND ($prefecture IS NULL OR prefecture = $prefecture)
    AND ($county IS NULL OR county = $county)
), page AS (
  SELECT * FROM chosen ORDER BY region, name, body LIMIT $limit OFFSET $offset
)
SELECT body, year, arg_min(report, (list_position($states, state), report)) AS report,
  arg_min(state, (list_position($states, state), report)) AS state, any_value(page.region) AS region,
  any_value(page.name) AS name, (SELECT count(*) FROM chosen) AS bodies
FROM (SELECT body, year, report, state FROM reports WHERE year IS NOT NULL) JOIN page USING (body)
GROUP BY body, year ORDER BY region, name, body, year
