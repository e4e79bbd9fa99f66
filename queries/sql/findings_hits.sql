-- One row: how many flagged findings there are, and in how many reports.
SELECT count(*) AS n, count(DISTINCT report) AS hits
FROM findings
WHERE flagged AND {sifted} AND {chosen}
