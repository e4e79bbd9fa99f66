"""The page about the program: its method, every metric, every rule, and a search in all three."""
