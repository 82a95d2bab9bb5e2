"""Changes to subscriptions and messages. None commits."""
