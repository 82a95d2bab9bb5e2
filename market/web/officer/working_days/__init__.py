"""`/office/working-days`: which days count in the time that an answer may take."""
