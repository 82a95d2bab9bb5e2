"""Fairs: a dated sale whose orders are gathered before the harvest is picked."""
