"""The rules' documentation and their test cases, which are one: ``cases`` makes small reports of data, ``examples``
puts them into words, ``handbook`` writes docs/rules.md, ``selfcheck`` holds the sums against each other."""
