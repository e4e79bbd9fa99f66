"""What a number, a denial or an echo counts: ``counts`` asks by the verb, one module a kind of quantity.

In: the words on both sides of a number, and what is kept in mind. Out: quantities with flags.
"""
