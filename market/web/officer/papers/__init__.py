"""`/office`: signed papers of households to look at."""
