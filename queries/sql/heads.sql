-- A row a report: what pages say of it in lists and count by, in the order of regions, bodies and years. `unnamed`: the
-- document names neither a body nor a title.
SELECT report, source, name, agency IS NULL AND title IS NULL AS unnamed, tier AS kind, coalesce(peer, '') AS peer, province,
  prefecture, county, township, region, code, year, edition_disclosure, edition_requests, edition_disputes, reported, blank,
  not_applicable, missing, unclear, state, body, zero, contradicted, received
FROM reports
ORDER BY region, agency NULLS FIRST, year NULLS FIRST, report
