"""Two views of the page of regions that say how sure a comparison is: the ranking, and the funnel plot."""
