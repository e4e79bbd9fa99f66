contains(said, lower({word}))
