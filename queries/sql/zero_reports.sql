-- One page of reports whose figures are all zero or blank, those that stand out most from their peers first: how many
-- peers (departments of one kind, governments of one tier, of that year) there are, the share that is all zero, and their
-- median of requests, both missing under $peers of them; `all` is how many such reports there are.
WITH kin AS (
  SELECT year, tier, coalesce(peer, '') AS peer, count(*) AS n, count_if(zero IN ('report', 'requests')) AS hits,
    median(received) AS middle
  FROM reports
  WHERE zero IN ('report', 'requests', 'some') AND ($year IS NULL OR year = $year)
  GROUP BY ALL
), chosen AS (
  SELECT report, body, year, name, region, zero, contradicted, tier, coalesce(peer, '') AS peer,
    (zero IN ('report', 'requests'))::INTEGER AS own
  FROM reports
  WHERE zero IN ('report', 'requests', 'blank') AND ($year IS NULL OR year = $year)
    AND ($province IS NULL OR province = $province) AND ($tier IS NULL OR tier = $tier)
), compared AS (
  SELECT chosen.*, greatest(coalesce(n, 0) - own, 0) AS peers, (hits - own) / nullif(n - own, 0) AS share, middle
  FROM chosen LEFT JOIN kin USING (year, tier, peer)
)
SELECT report, body, year, name, region, zero, contradicted, peers, CASE WHEN peers >= $peers THEN share END AS peers_zero,
  CASE WHEN peers >= $peers THEN middle END AS peers_received, (SELECT count(*) FROM chosen) AS "all"
FROM compared
ORDER BY contradicted DESC, peers_zero NULLS LAST, region, year, report
LIMIT $limit OFFSET $offset
