"""The least a Flask answer can cost: what every other figure is compared with."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def empty() -> str:
    return "ok"
