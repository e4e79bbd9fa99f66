-- A row a report of those named: its causes as JSON.
SELECT report, sha256, causes FROM reports WHERE report IN (SELECT unnest($ids)) ORDER BY report
