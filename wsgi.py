"""What a WSGI server runs: `gunicorn wsgi:app`."""

from market.app import create_app

app = create_app()
