"""A page with every kind of field, as the packages of people write them, at a service of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, request
from jinja2 import ChoiceLoader, DictLoader

from market import errors, fields
from market.accounts import access
from market.app import create_app
from market.db import db
from market.http import Market, browsers
from market.language import Sentence
from market.web.shell import forms, frame
from tests.browser.serving import served

TITLE, SAY = Sentence("Đặt tên", en="Name"), Sentence("Gõ tên của bạn.", en="Type your name.")
TEMPLATE = """{% extends "frame.html" %}{% import "parts.html" as parts with context %}{% block content %}
{% call parts.form("/sample", files=1) %}
{{ parts.field("name", "Tên") }}{{ parts.whole_number("price_vnd", "Giá", value="1000") }}
{{ parts.words_field("note", "Lời") }}{{ parts.choice("size", "Cỡ", [("s", "Nhỏ"), ("l", "Lớn")], "s") }}
{{ parts.tick("agree", "Đồng ý") }}
<label>Ảnh <input type="file" name="photo" accept="image/*"></label>
{{ parts.button("Gửi", shown="basket") }}{% endcall %}<p><a href="/sample">Xem lại</a></p>{% endblock %}"""


class Naming(fields.Schema):
    name = fields.String(longest=20, required=True)
    price_vnd = fields.Dong(least=1000)
    note = fields.String(longest=200)
    size = fields.String(longest=1)
    agree = fields.String(longest=3)


class Sample:
    """What was done is `said`; an answer waits while `open` is clear."""

    def __init__(self, service: Market) -> None:
        self.service = service
        self.said: list[str] = []
        self.photos: list[bytes] = []
        self.asked = 0
        self.address = ""
        self.open = threading.Event()
        self.open.set()

    def pages(self) -> browsers.PageBlueprint:
        pages = browsers.PageBlueprint("sample", __name__)

        @pages.route("/sample", methods=["GET"])
        @access.signed_in
        def ask() -> Response:
            return frame.page("sample.html", title=TITLE, say=SAY, done={"named": Sentence("Đã ghi.", en="Written.")})

        @pages.route("/sample", methods=["POST"])
        @access.signed_in
        @forms.back_to(ask)
        def change() -> Response:
            self.asked += 1
            read = forms.read(Naming())
            self.open.wait(30)
            if read["name"] == "hết":
                raise errors.WrongState(current="a", wanted="b")
            self.photos += [photo.read() for photo in request.files.values() if photo.filename]
            self.said.append(" ".join(str(read[name]) for name in sorted(read)))
            return forms.then("/sample", "named")

        return pages


@contextmanager
def sampled(app: Market) -> Iterator[Sample]:
    """The sample at a service of its own."""
    service = create_app(app.config["MARKET"])
    sample = Sample(service)
    service.register_blueprint(sample.pages())
    loaders: Any = [DictLoader({"sample.html": TEMPLATE}), service.jinja_env.loader]
    service.jinja_env.loader = ChoiceLoader(loaders)
    with served(service) as sample.address:
        yield sample
        sample.open.set()
    with service.app_context():
        db.engine.dispose()
