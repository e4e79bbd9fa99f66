-- A row a report of those named: its causes as JSON. Of `years`, where these are known, it is found sooner.
SELECT report, sha256, causes FROM reports
WHERE report IN (SELECT unnest($ids)) AND ($years IS NULL OR list_contains($years, year)) ORDER BY report
