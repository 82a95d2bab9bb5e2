"""`/complaints/figures`: how complaints are answered."""
