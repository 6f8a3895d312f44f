"""What the paper printed: its numbers, points and claims, and the form in which they stand."""
