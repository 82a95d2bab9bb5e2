"""`/office/words`: by which words searches are read."""
