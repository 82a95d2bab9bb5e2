"""`/office/complaints`: what an office has to answer, the late first, and what becomes of each."""
