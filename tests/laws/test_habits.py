"""What stands around the code: migrations that have landed, hooks, make targets, what is installed."""

import hashlib
import re
from runpy import run_path

import yaml
from setuptools import Distribution

import market
from tests.support.sources import ROOT

# A migration that has landed stands on databases that we do not see: it is never rewritten, the next one mends it.
LANDED = {
    "0001_main_path.py": "1816380267bde1bc5b1f2fad6c5b9cdf28d6d62d931fab8bd0ed32732babc537",
    "0005_money.py": "34b9f6e16b4b7e134394c78ca70fb422087d97fcb18e08cafc49a67ed320538e",
    "0006_payment_status.py": "c96d554b64f88abaa82e9a2c99465903a526e61ac6b54fb4a69d7a084f2c12b3",
    "0007_identity.py": "b7ef9c057ce6d13e1536bb84f414171633e00b5e2589a406c444f233769353e7",
    "0009_custody.py": "c3ad2c832059fc9d695a729ac07d9903a2892154fe8ddf26f82adf8175612255",
    "0010_sessions.py": "10f0fa1f6451127f5caabea0379f4be159b645bf63f75fdf8cbca48527e44c0f",
    "0011_second_hands.py": "265ae8be84a519b319d30144461e1530bdbcd291439a357facebc09016f93735",
    "0012_bank_lines.py": "76270c3a80ec66046ad3387c04fed8bcd95a8af88fe6ca5a759018681637af2e",
    "0013_imported_values.py": "5b4b89bd2462f67936fa64c703385ce87c4644b8249f8744327c4d0e2a952e1f",
    "0014_held_orders.py": "bb302a6c4fc008cb4e0acdf751459905d0933733a1c15e3d6a63a1ab022d4216",
    "0015_put_right.py": "89f6767aea5ad6e9919db2083f63c6ca2fc46295f47aec6dd8a7382085a84831",
    "0016_certificates.py": "b1d8d282c22f12ef58943a98be82071c37205c740b215b57cae0bfb513368c72",
    "0017_cash_by_courier.py": "7633237a5deca1dbff39f50570d6c399e6b6d70082134838f8ca7e6f9382f667",
    "0018_people.py": "47ac5be6efdb00fa48b0448001f22d1b926d3ab67b196f63e7a70d686cde8b6a",
    "0019_buyers.py": "ca451292016c947de388be373616ea5ea688527a861111931a9e7c4500cb01fa",
    "0020_collection.py": "3f547e6b3ac5809446a0d06ec713ba47cc5c45d67eb712d5e7b9a4f554f2925f",
    "0021_subscriptions.py": "26f5a9b25e33150b3ae1b0c0bd29bdbda4210acb01969d6e8abc4dbc2622c576",
    "0022_order_lists.py": "a51e556920131d5441037a0bd8c8859a3641ea0f5c991826971d2e7822759d7a",
    "0023_seen.py": "c20cc1d9a36ce449d228273a4cce0f0c64ff570f2fdd4b8ba39a9dc3abbb320d",
    "0024_complaints.py": "773ddafe97532842842a12b250fcbc665006bc4d7759f3bcb1d6dd98e73d41ef",
    "0025_reviews.py": "9ff6b859f0553efa042e1286090559cd71434b46229e26ab84b23aae29fa6db9",
    "0026_messages.py": "d99944f66dfd0f424867165c5e396fca40dd7ce5ac8d61c9eaf9d9ab35717ad9",
    "0027_working_days.py": "8a4f72192f14f4c5dbe57cc1416ae83f784d996f41e0a3a68bea712096cc503e",
    "0028_fairs.py": "e392eee87e9ebe38594f6711735bf8e5217e359e169c326477f1a9aafa39727d",
    "0029_fair_offers.py": "8b47ff7d03c6a82fb65f462aeddeecb7675828980f8fdd7d051c0f78ef9cc2e4",
    "0030_fair_figures.py": "9aefbf62d47b6040e4e1733b13d391b21f97163e6725ed40d72208c5340277c0",
    "0032_words.py": "43b599ce068d3cbf1439de71eed80feb7a231eec6a73e98bb6bc67cc3f5a88ff",
    "0033_reliability.py": "6811e44db6588527894dbe58a9eb759873fb5e6a02e84b40cc292f44f7b598eb",
}


def test_no_migration_that_has_landed_is_rewritten() -> None:
    """A new one adds its line to LANDED in the commit that lands it."""
    files = [f for f in (ROOT / "migrations" / "versions").glob("*.py") if f.name != "__init__.py"]
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files} == LANDED


def test_the_hooks_before_a_commit_do_what_make_check_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    parts = re.search(r"^check: (.*?)  ##", makefile, re.MULTILINE)[1].split()
    recipes = {part: re.search(rf"^{part}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1] for part in parts}
    recipes["secrets"] = "\t@make -s secrets\n"
    lines = [line for recipe in recipes.values() for line in recipe.replace("$(BIN)", ".venv/bin").splitlines()]
    told = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook["entry"] for hook in told["repos"][0]["hooks"]]
    assert sorted(hooks) == sorted(line.strip("\t@") for line in lines)


def test_what_is_made_and_the_version_are_told() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    testing = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    assert [t for t in targets if t not in ("help", "run", "clean") and f"`make {t}`" not in testing] == []
    assert f"## [{market.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_everything_of_the_three_folders_is_installed(monkeypatch) -> None:
    """An editable install finds what a wheel lacks; `proofs/test_wheel.py` builds one and runs it."""
    monkeypatch.chdir(ROOT)
    told = run_path("setup.py")
    distribution = Distribution(
        {"script_name": "setup.py", "packages": told["packages"](), "package_dir": told["ELSEWHERE"]}
    )
    distribution.parse_config_files()
    build = distribution.get_command_obj("build_py")
    build.ensure_finalized()
    taken = {ROOT / file for file in build.get_output_mapping().values()}
    there = {file for folder in ("market", "migrations", "seed") for file in (ROOT / folder).rglob("*.*")}
    assert {file for file in there - taken if file.suffix not in (".pyc", ".md")} == set()
