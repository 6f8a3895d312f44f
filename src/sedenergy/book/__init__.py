"""What the book shows: drawings, tables and sentences for pages, execution, assembly."""
