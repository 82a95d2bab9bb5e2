"""Whoever refuses gives the sentence every word it has: one that is missing would be a 500."""

import ast
from string import Formatter

from tests.support.sources import ROOT, sources


def words(sentence: ast.expr) -> set[str]:
    """The `{words}` of a Sentence(…) as it stands in the code, both languages together."""
    texts = [
        node.value for node in ast.walk(sentence) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def refusals(trees: list[ast.Module]) -> dict[str, set[str]]:
    """Class → the words of its sentence, of those that are filled where they are raised."""
    found = {}
    for node in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        says = {
            line.targets[0].id: line.value
            for line in node.body
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
        }
        fills_itself = any(isinstance(line, ast.FunctionDef) and line.name == "__init__" for line in node.body)
        if "detail" in says and not fills_itself:
            found[node.name] = words(says["detail"])
    return found


def test_every_word_of_a_refusal_is_given_where_it_is_raised() -> None:
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sources()}
    wanted = refusals(list(trees.values()))
    wrong = []
    for file, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            given = {word.arg for word in call.keywords} - {"members", "errors", "headers"}
            if given and None not in given and (missing := wanted.get(name, set()) - given):
                wrong.append((str(file.relative_to(ROOT)), call.lineno, name, missing))
    assert len(wanted) > 100
    assert wrong == []
