"""What a household gives to its buyers: words and a link, a picture, and a paper for its stall."""
