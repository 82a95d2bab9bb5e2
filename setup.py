"""Which packages are installed. All else is said in pyproject.toml, which cannot find a folder by another name."""

from setuptools import find_packages, setup

# The two folders that stand at the top of the tree travel inside the installed package.
ELSEWHERE = {"market.migrations": "migrations", "market.seed": "seed"}


def packages() -> list[str]:
    """Every folder with an `__init__.py` under `market/`, `migrations/` and `seed/`, by the name that imports it."""
    found = find_packages(include=["market", "market.*"])
    for name, folder in ELSEWHERE.items():
        found += [name, *(f"{name}.{below}" for below in find_packages(folder))]
    return found


if __name__ == "__main__":
    setup(packages=packages(), package_dir=ELSEWHERE)
