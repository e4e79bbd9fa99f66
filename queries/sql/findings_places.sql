-- A row a province, year, tier and state: reports, and how many of them have a flagged finding of this kind.
SELECT province, year, tier AS kind, state, count(*) AS size, count(found)::BIGINT AS sum
FROM (SELECT * FROM reports WHERE {chosen}) LEFT JOIN {listed} USING (report)
GROUP BY ALL ORDER BY ALL
