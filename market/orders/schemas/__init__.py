"""What orders take and give."""
