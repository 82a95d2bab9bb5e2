"""One parcel in somebody's hands: where it stands, and what can be done with it."""
