"""What people ask under goods and what households answer, as anybody reads it."""
