-- A row a province, year, tier and state: reports, and how many of them have a flagged finding of this kind.
SELECT province, year, tier AS kind, state, count(*) AS size,
  count_if(report IN (SELECT report FROM findings WHERE flagged AND {sifted} AND {chosen}))::BIGINT AS sum
FROM reports
WHERE {chosen}
GROUP BY ALL ORDER BY ALL
