-- The reports that others are to be held against: of the same bodies first, then of the same and neighbouring regions.
SELECT report, list_contains($bodies, body) AS same
FROM reports
WHERE list_contains($bodies, body) OR list_contains($regions, region)
ORDER BY same DESC, report LIMIT $limit
