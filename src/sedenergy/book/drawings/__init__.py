"""The drawings: each function takes plain data and a width in inches."""
