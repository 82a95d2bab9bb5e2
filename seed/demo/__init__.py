"""What `make run` starts beside the fair: the processes, a stand-in for card gateway and bank, and the first words."""
