"""What buyers said of goods and shops, as anybody reads it."""
