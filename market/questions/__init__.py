"""What is asked and answered in public under a good."""
