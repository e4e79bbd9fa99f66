-- The number of rows of the panel of some reports, and of the documents that there are of those bodies and years.
SELECT count(*)::INTEGER AS n, coalesce(sum(copies), 0)::INTEGER AS documents FROM panel WHERE {chosen}
