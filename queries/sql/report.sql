-- The row of one report, by the beginning of its id.
SELECT * FROM reports WHERE report = $report
