"""Text and CSV → Document: lines and cells parted by pipes, tabs, blanks or commas."""
