-- A row a body and year without a report, between the body's first year and its last, with its name, level and place as in
-- the last, which is `report`.
WITH spans AS (
  SELECT body, first, last FROM bodies WHERE last - first + 1 > years
), there AS (
  SELECT body, list(DISTINCT year) AS there,
    arg_max({report: report, kind: tier, province: province, prefecture: prefecture, county: county, region: region,
      name: name}, (year, report)) AS newest
  FROM reports WHERE year IS NOT NULL AND body IN (SELECT body FROM spans)
  GROUP BY body
)
SELECT body, unnest(list_filter(range(first, last + 1), lambda one: NOT list_contains(there, one)))::INTEGER AS year,
  first AS first_year, last AS last_year, newest.report, newest.kind, newest.province, newest.prefecture, newest.county,
  newest.region, newest.name
FROM spans JOIN there USING (body) ORDER BY newest.region, newest.name, body, year
