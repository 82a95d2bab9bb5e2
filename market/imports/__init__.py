"""Files from officials: households, shops and goods, taken in row by row, resumable."""
