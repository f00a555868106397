"""Settings are found in the nearest file, read, and refused where they are mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.lint.diagnostic import Severity
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.workspace.config import Configuration, Configurations, read_configuration, settings_of
from dockwright.workspace.files import Problem

FULL = """
select = ["ALL"]
extend-select = ["security"]
ignore = ["DL3008", "latest-tag"]
exclude = ["vendor/"]

[severity]
DL3020 = "error"

[inlay-hints]
users = false

[code-lenses]
image = true

[rules.untrusted-registry]
trusted-registries = ["example.com"]
labels = { a = "text" }
"""
SETTINGS = Settings(
    ("ALL",),
    ("security",),
    ("DL3008", "latest-tag"),
    (("DL3020", Severity.ERROR),),
    (
        ("untrusted-registry", "trusted-registries", ("example.com",)),
        ("untrusted-registry", "labels", (("a", "text"),)),
    ),
    shown=(("inlay-hints.users", False), ("code-lenses.image", True)),
)


def _of(path: Path, text: str) -> Configuration | Problem:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Configurations().of_folder(str(path.parent))


def test_all_settings(tmp_path: Path):
    path = tmp_path / "dockwright.toml"
    configuration = _of(path, FULL)
    assert configuration == Configuration(SETTINGS, str(path), ("vendor/",))
    assert hash(SETTINGS)
    assert configuration.exclusion is not None
    assert configuration.exclusion.covers(str(tmp_path / "a/vendor"), True)
    assert not configuration.exclusion.covers(str(tmp_path / "a/vendored"), True)


def test_the_nearest_file_counts(tmp_path: Path):
    _of(tmp_path / "dockwright.toml", "ignore = ['above']")
    inner = _of(tmp_path / "a/pyproject.toml", "[tool.dockwright]\nignore = ['inner']")
    assert isinstance(inner, Configuration)
    assert inner.settings.ignore == ("inner",)
    _of(tmp_path / "b/pyproject.toml", "[tool.ruff]\n")
    known = Configurations()
    below = known.of_file(str(tmp_path / "b/c/Dockerfile"))
    assert isinstance(below, Configuration)
    assert below.settings.ignore == ("above",)
    assert known.of_folder(str(tmp_path / "b")) is below


def test_a_pyproject_that_only_names_us_in_passing(tmp_path: Path):
    assert _of(tmp_path / "pyproject.toml", "[project]\ndependencies = ['dockwright']\n") == Configuration()


def test_without_files_the_defaults_hold(tmp_path: Path):
    assert Configurations().of_folder(str(tmp_path)) == Configuration(DEFAULT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("slect = []", "unknown setting 'slect'; did you mean 'select'?"),
        ("select = 'ALL'", "select must be a list of strings, not a string"),
        ("ignore = [1]", "ignore must be a list of strings, not a list"),
        ("severity = 1", "severity must be a table, not a number"),
        (
            "[severity]\nx = 'eror'",
            "severity.x must be one of error, warning, information, hint, not 'eror'; did you mean 'error'?",
        ),
        ("[rules]\nx = 1", "rules.x must be a table, not a number"),
        (
            "[inlay-hints]\nuser = true",
            "unknown setting 'user' of inlay-hints; did you mean 'users'?",
        ),
        ("[code-lenses]\nimage = 1", "code-lenses.image must be true or false, not a number"),
        ("inline-ignores = 'no'", "inline-ignores must be true or false, not a string"),
        (
            "fail-on = 'info'",
            "fail-on must be one of error, warning, information, hint, never, not 'info'",
        ),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, text: str, message: str):
    path = tmp_path / "dockwright.toml"
    assert _of(path, text) == Problem(str(path), message)


def test_broken_toml(tmp_path: Path):
    problem = _of(tmp_path / "dockwright.toml", "select = [\n  ?")
    assert isinstance(problem, Problem)
    assert "line 2" in problem.message


@pytest.mark.parametrize("name", [".hadolint.yaml", ".hadolint.yml"])
def test_hadolints_file(tmp_path: Path, name: str):
    path = tmp_path / name
    text = """\
ignored: [DL3000, SC1010]
trustedRegistries: docker.io
failure-threshold: warning
override:
  error: [DL3001]
  style:
    - DL3057
"""
    assert _of(path, text) == Configuration(
        Settings(
            extend_select=("DL3001", "DL3057", "DL3026"),
            ignore=("DL3000", "SC1010"),
            severity=(("DL3001", Severity.ERROR), ("DL3057", Severity.HINT)),
            options=(("DL3026", "trusted-registries", ("docker.io",)),),
            fail_on=Severity.WARNING,
        ),
        str(path),
    )


def test_hadolints_file_may_be_json_or_empty(tmp_path: Path):
    configuration = _of(tmp_path / ".hadolint.yaml", '{"ignored": ["DL3057"], "label-schema": {"a": "text"}}')
    assert isinstance(configuration, Configuration)
    assert configuration.settings.ignore == ("DL3057",)
    assert configuration.settings.options == (("DL3049", "label-schema", (("a", "text"),)),)
    assert _of(tmp_path / "b/.hadolint.yaml", "") == Configuration(DEFAULT, str(tmp_path / "b/.hadolint.yaml"))


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("failure-threshold: error", Settings(fail_on=Severity.ERROR)),
        ("failure-threshold: info", Settings(fail_on=Severity.INFORMATION)),
        ("failure-threshold: style", Settings(fail_on=Severity.HINT)),
        ("failure-threshold: ignore", Settings(fail_on=Severity.HINT)),
        ("failure-threshold: none", Settings(fail_on=None)),
        ("no-fail: true", Settings(fail_on=None)),
        ("no-fail: false", Settings()),
        ("disable-ignore-pragma: true", Settings(inline_ignores=False)),
        ("verbose: true\nformat: json\nno-color: true", Settings()),
    ],
)
def test_when_hadolint_fails_and_whether_comments_count(tmp_path: Path, text: str, settings: Settings):
    configuration = _of(tmp_path / ".hadolint.yaml", text)
    assert isinstance(configuration, Configuration)
    assert configuration.settings == settings


def test_which_key_of_the_file_gives_what(tmp_path: Path):
    ours = _of(tmp_path / "dockwright.toml", FULL)
    assert isinstance(ours, Configuration)
    assert ours.given[-5:] == (
        ("severity.DL3020", "severity.DL3020"),
        ("inlay-hints.users", "inlay-hints.users"),
        ("code-lenses.image", "code-lenses.image"),
        ("rules.untrusted-registry.trusted-registries", "rules.untrusted-registry.trusted-registries"),
        ("rules.untrusted-registry.labels", "rules.untrusted-registry.labels"),
    )
    (tmp_path / "theirs.yaml").write_text(
        "ignored: [DL1]\noverride: {info: [DL2]}\nstrict-labels: true\nno-fail: true\n"
    )
    theirs = read_configuration(str(tmp_path / "theirs.yaml"))
    assert isinstance(theirs, Configuration)
    assert theirs.given == (
        ("ignore", "ignored"),
        ("severity.DL2", "override.info"),
        ("extend-select", "override"),
        ("rules.DL3050.strict-labels", "strict-labels"),
        ("extend-select", "strict-labels"),
        ("fail-on", "no-fail"),
    )


def test_our_file_wins_over_hadolints(tmp_path: Path):
    _of(tmp_path / "dockwright.toml", "ignore = ['ours']")
    configuration = _of(tmp_path / "a/.hadolint.yaml", "ignored: [theirs]")
    assert isinstance(configuration, Configuration)
    assert configuration.settings.ignore == ("ours",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ignore: [DL3000]", "unknown setting 'ignore'; did you mean 'ignored'?"),
        ("override: {eror: []}", "unknown setting 'eror'; did you mean 'error'?"),
        ("- a", "the file must be a table, not a list"),
        ("ignored: x", "ignored must be a list of strings, not a string"),
        (
            "failure-threshold: warn",
            "failure-threshold must be one of error, warning, info, style, ignore, none, not 'warn'",
        ),
        ("no-fail: 1", "no-fail must be true or false, not a number"),
    ],
)
def test_mistakes_in_hadolints_file(tmp_path: Path, text: str, message: str):
    assert _of(tmp_path / ".hadolint.yaml", text) == Problem(str(tmp_path / ".hadolint.yaml"), message)


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t- x", "&a [*a]", "!!python/object:os.system {}", "x: \x01"])
def test_yaml_that_is_none(tmp_path: Path, text: str):
    problem = _of(tmp_path / ".hadolint.yaml", text)
    assert isinstance(problem, Problem)
    assert "\n" not in problem.message


def test_a_file_that_is_named(tmp_path: Path):
    (tmp_path / "any.toml").write_text(FULL)
    assert read_configuration(str(tmp_path / "any.toml")) == Configuration(
        SETTINGS, str(tmp_path / "any.toml"), ("vendor/",)
    )
    assert isinstance(read_configuration(str(tmp_path / "missing.toml")), Problem)


def test_a_client_writes_the_same_table():
    assert settings_of({"ignore": ["x"], "severity": {"y": "hint"}}) == Settings(
        ignore=("x",), severity=(("y", Severity.HINT),)
    )
    with pytest.raises(ValueError, match="did you mean 'ignore'"):
        settings_of({"ignor": []})
