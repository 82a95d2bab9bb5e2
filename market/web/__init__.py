"""Pages for people, over the same queries and flows as the API. They work without JavaScript."""
