"""Nothing that is installed to run binds the product."""

import re
from importlib.metadata import PackageNotFoundError, metadata, requires

from packaging.requirements import Requirement


def test_nothing_that_is_installed_to_run_is_under_a_gpl() -> None:
    """docs/decisions/0043: an LGPL library may be used unchanged; a GPL would bind the product."""
    wanted, licences = {"cho-phien"}, dict[str, str]()
    while wanted:
        name = wanted.pop()
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue  # for another system or Python
        kinds = [kind for kind in told.get_all("Classifier", []) if kind.startswith("License")]
        said = [*told.get_all("License-Expression", []), *(text[:60] for text in told.get_all("License", []))]
        licences[name] = " ".join([*said, *kinds])
        needs = map(Requirement, requires(name) or [])
        wanted |= {need.name for need in needs if not need.marker or need.marker.evaluate({"extra": "binary"})}
        wanted -= licences.keys()
    assert len(licences) > 30
    bound = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public Licen[sc]e")
    assert {name: licence for name, licence in licences.items() if bound.search(licence)} == {}
