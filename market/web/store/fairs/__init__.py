"""`/fairs…`: dated sales before the harvest."""
