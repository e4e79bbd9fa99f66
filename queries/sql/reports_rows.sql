-- A row a report of those named: what is said of it beside what `heads` says.
SELECT report, title, agency, level, published FROM reports WHERE report IN (SELECT unnest($ids)) ORDER BY report
