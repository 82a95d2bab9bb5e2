"""What I say of goods that I have bought."""
