"""What reading and checking cost, as ratios measured inside one run."""
