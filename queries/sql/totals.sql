-- One row: reports, bodies, years, and how many there are of what is said of the whole.
SELECT count(*) AS reports, count(DISTINCT body) AS bodies, min(year) AS first, max(year) AS last,
  count_if(year IS NULL) AS undated, count_if(region = '') AS unplaced, count_if(unclear > 0) AS with_unclear,
  count_if(blank + not_applicable > 0) AS with_blank
FROM reports
WHERE ($year IS NULL OR year = $year)
  AND ($province IS NULL OR province = $province)
  AND ($tier IS NULL OR tier = $tier)
