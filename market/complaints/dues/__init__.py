"""What has to be answered by when: late first, then what is due today."""
