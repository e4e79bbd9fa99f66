contains(said, lower({word})) OR list_contains({named}, rule) OR contains(message_zh, lower({word}))
  OR contains(CASE WHEN lower({word}) = upper({word}) THEN message_en ELSE lower(message_en) END, lower({word}))
