"""The goods and shops that somebody wants to find again. How many do is nobody's business: it is counted nowhere."""
