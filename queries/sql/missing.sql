-- A row a body and year without a report, between the body's first year and its last, with its name, level and place as in
-- the last, which is `report`.
WITH span AS (
  SELECT body, min(year) AS low, max(year) AS high, list(DISTINCT year) AS there,
    arg_max({report: report, kind: tier, province: province, prefecture: prefecture, county: county, region: region,
      name: name}, (year, report)) AS last
  FROM reports WHERE year IS NOT NULL
  GROUP BY body HAVING high - low + 1 > count(DISTINCT year)
)
SELECT body, unnest(list_filter(range(low, high + 1), lambda one: NOT list_contains(there, one)))::INTEGER AS year,
  low AS first_year, high AS last_year, last.report, last.kind, last.province, last.prefecture, last.county, last.region,
  last.name
FROM span ORDER BY last.region, last.name, body, year
