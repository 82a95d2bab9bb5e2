"""Community teams: who serves which villages, the consent of each household, what was done for whom, imports."""
