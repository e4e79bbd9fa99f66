contains(said, lower({word})) OR list_contains({named}, metric)
