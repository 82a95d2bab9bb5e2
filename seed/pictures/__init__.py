"""Pictures of the fair's goods, drawn by this code and under its licence (Apache-2.0); `pictures.csv` says of what."""
