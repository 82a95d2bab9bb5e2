"""An order is shown to whoever has its number and holds a phone of its buyer or recipient; nobody signs in."""
