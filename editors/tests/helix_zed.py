"""Checks what Helix and Zed are given, where neither can be installed: the files
are valid TOML that fits together, every query compiles against the grammar, and
the names of a formula have the colours that a user of that editor expects.

    python3 editors/tests/helix_zed.py HELIX

HELIX is the configuration folder of a user who has done what editors/helix says.
"""

import ctypes
import sys
import tomllib
from pathlib import Path

from tree_sitter import Language, Node, Parser, Query, QueryCursor

EDITORS = Path(__file__).resolve().parents[1]

# What the editor's documentation lists; a longer name falls back to a prefix.
HELIX = {
    "highlights": {"comment", "constant", "function", "operator", "punctuation", "string", "variable"},
    "injections": {"injection"},
}
ZED = {
    "brackets": {"open", "close"},
    "highlights": {
        "comment", "constant", "function", "number", "operator", "property", "punctuation",
        "string", "variable",
    },
    "indents": {"indent", "end"},
    "injections": {"injection"},
    "outline": {"item", "name"},
    "overrides": {"comment", "string"},
    "textobjects": {"comment"},
}  # fmt: skip
# What must be there; Helix passes over names that it does not know.
HELIX_WANTED = {"indents": {"indent", "outdent"}, "textobjects": {"comment.inside", "entry.around"}}

# Words of fixtures/pool.autoscale.
COLOURS = {
    "helix": {
        "$TargetDedicatedNodes": "variable.builtin",
        "$PendingTasks": "variable.builtin.readonly",
        "GetSamplePercent": "function.method",
        "min": "function.builtin",
        "TimeInterval_Minute": "constant.builtin",
        "taskcompletion": "constant.builtin.option",
        "tasks": "variable",
        "25": "constant.numeric",
        "?": "operator",
        ";": "punctuation.delimiter",
    },
    "zed": {
        "$TargetDedicatedNodes": "variable.special",
        "$PendingTasks": "variable.special",
        "GetSamplePercent": "function",
        "min": "function.builtin",
        "TimeInterval_Minute": "constant",
        "taskcompletion": "constant",
        "tasks": "variable",
        "25": "number",
        "?": "operator",
        ";": "punctuation.delimiter",
    },
}


def load(library: str) -> Language:
    """The grammar in a shared library."""
    function = ctypes.cdll.LoadLibrary(library).tree_sitter_autoscale
    function.restype = ctypes.c_void_p
    new = ctypes.pythonapi.PyCapsule_New
    new.restype = ctypes.py_object
    new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return Language(new(function(), b"tree_sitter.Language", None))


def expect(holds: object, message: str) -> None:
    """Ends the run where something does not hold."""
    if not holds:
        sys.exit(message)


def check_queries(language: Language, folder: Path, known: dict[str, set[str]]) -> None:
    """Every file compiles and uses only names that the editor knows."""
    files = {file.stem: Query(language, file.read_text()) for file in folder.glob("*.scm")}
    expect(files, f"no queries in {folder}")
    for name, query in files.items():
        captures = {query.capture_name(index) for index in range(query.capture_count)}
        if name in known:
            unknown = {capture for capture in captures if capture.split(".")[0] not in known[name]}
            expect(not unknown, f"{folder}/{name}.scm: the editor does not know {unknown}")
        missing = HELIX_WANTED.get(name, set()) - captures if "helix" in folder.parts else set()
        expect(not missing, f"{folder}/{name}.scm lacks {missing}")


def none_of(_: str, args: list[tuple[str, str]], __: int, captures: dict[str, list[Node]]) -> bool:
    """`#not-any-of?`, which this binding takes and does not heed."""
    (capture, _), *words = args
    texts = {node.text.decode() for node in captures[capture]}
    return texts.isdisjoint(word for word, _ in words)


def check_colours(language: Language, highlights: Path, colours: dict[str, str]) -> None:
    """The words of a formula have their colours, and each has one."""
    text = (EDITORS / "fixtures/pool.autoscale").read_bytes()
    tree = Parser(language).parse(text)
    expect(not tree.root_node.has_error, "the fixture does not parse")
    query = Query(language, highlights.read_text().replace("#not-any-of?", "#none-of?"))
    found: dict[str, set[str]] = {}
    for name, nodes in QueryCursor(query).captures(tree.root_node, none_of).items():
        for node in nodes:
            found.setdefault(node.text.decode(), set()).add(name)
    for word, colour in colours.items():
        expect(found.get(word) == {colour}, f"{highlights}: `{word}` is {found.get(word)}, not {colour}")


def check_helix(toml: dict) -> None:
    """The language names its server."""
    language = toml["language"][0]
    expect(language["name"] == "autoscale" and language["scope"] == "source.autoscale", "language")
    expect(language["file-types"] == ["autoscale"], "file types")
    expect(toml["language-server"]["autoscale"] == {"command": "autoscale", "args": ["lsp"]}, "server")
    for entry in toml["language"]:
        expect("autoscale" in entry["language-servers"], f"{entry['name']} has no server")


def check_zed(extension: dict, config: dict, crate: dict) -> None:
    """The manifest, the language and the crate tell the same."""
    expect(extension["schema_version"] == 1, "schema version")
    expect(config["name"] in extension["language_servers"]["autoscale"]["languages"], "language")
    grammar = extension["grammars"][config["grammar"]]
    expect((EDITORS.parent / grammar["path"] / "src/parser.c").exists(), "grammar's place")
    expect(extension["version"] == crate["package"]["version"], "versions differ")


def toml(path: Path) -> dict:
    """A TOML file."""
    return tomllib.loads(path.read_text())


def main() -> None:
    """Runs all checks."""
    helix, zed = Path(sys.argv[1]), EDITORS / "zed"
    language = load(str(helix / "runtime/grammars/autoscale.so"))
    check_helix(toml(helix / "languages.toml"))
    check_zed(toml(zed / "extension.toml"), toml(zed / "languages/autoscale/config.toml"), toml(zed / "Cargo.toml"))
    for editor, folder, known in [
        ("helix", helix / "runtime/queries/autoscale", HELIX),
        ("zed", zed / "languages/autoscale", ZED),
    ]:
        check_queries(language, folder, known)
        check_colours(language, folder / "highlights.scm", COLOURS[editor])
    print("helix and zed: configuration, queries and colours are as they should be")


if __name__ == "__main__":
    main()
