"""Changes to teams, households and consent. None commits."""
