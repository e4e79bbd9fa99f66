-- A row a report that was published late, and its year.
SELECT report, year FROM findings WHERE flagged AND rule = 'report.late' AND outcome = 'failed' ORDER BY report
