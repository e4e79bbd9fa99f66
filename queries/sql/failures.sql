-- One page of the documents that could not be read, each with the reason; `all` is how many.
SELECT source, code, message_zh, message_en, count(*) OVER () AS "all"
FROM failures ORDER BY source LIMIT $limit OFFSET $offset
