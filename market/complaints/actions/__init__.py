"""One function a change: received, handled, decided, rated; each told who acts and what time it is."""
