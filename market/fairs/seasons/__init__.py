"""A buyer who agreed hears once a season when the household she bought from sells again."""
