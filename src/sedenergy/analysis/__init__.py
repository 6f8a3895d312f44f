"""What is computed of the submissions: normalised, selected, in tables and in figures."""
