"""What changes fairs and stands."""
