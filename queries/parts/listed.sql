SELECT report, found FROM inbox WHERE {plain} AND sort = coalesce($sorts[1], '') AND {chosen}
  UNION ALL
  SELECT report, count(*) AS found FROM findings WHERE NOT {plain} AND flagged AND {sifted} AND {chosen} GROUP BY report
