"""Which dbt a shell command runs, on which project, and where it leaves its artifacts.

In: the text of a shell command, its directory and environment. Out: one :class:`DbtCommand` a call of dbt,
in order. A module of its own because it reads a shell's language, as far as people write it around dbt:
``cd``, ``export``, variables, subshells, launchers (``poetry run dbt``, ``/opt/dbt/bin/dbt``,
``python -m dbt.cli.main``). What only a shell could know (``$(...)``, loops) is not followed.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from lineage_provider.dbt.templates import rendered

RUNS = frozenset({"run", "build", "test", "seed", "snapshot", "retry", "clone"})
"""Commands that leave results of nodes."""
OVERWRITES = {"compile": "compile", "docs": "generate", "run-operation": "run-operation", "show": "show"}
"""Commands that write run_results.json without having run a node, and what they call themselves there."""
_VERBS = RUNS | {
    "clean", "compile", "debug", "deps", "docs", "freshness", "init", "list", "ls", "parse", "run-operation",
    "show", "source", "sl",
}  # fmt: skip
_EXECUTABLES = frozenset({"dbt", "dbt-ol", "dbt.exe", "dbtf"})
_MODULES = frozenset({"dbt.cli.main", "dbt.main", "dbt"})
_LAUNCHER = re.compile(
    r"(.*/)?(env|exec|time|nohup|sudo|command|nice|poetry|uv|uvx|pipenv|pdm|hatch|rye|conda|run|timeout|xargs"
    r"|python[\d.]*|if|then|else|elif|while|until|do|!|\{|set)|-.*|\d+[smhd]?|[A-Za-z_]\w*=.*",
    re.DOTALL,
)
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_SEPARATORS = frozenset("();<>|&\n")


@dataclass(frozen=True)
class DbtCommand:
    """One call of dbt."""

    executable: str
    """``dbt`` or ``dbt-ol``."""
    verb: str
    arguments: tuple[str, ...]
    """All words behind the executable."""
    directory: Path | None
    """Where it is called; None where that is not known (a temporary directory, a variable of the shell)."""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeated: bool = False
    """Whether it stands in a loop, and can have run any number of times."""

    def option(self, name: str) -> str | None:
        """The value of ``--name value`` or ``--name=value``; the last one counts."""
        found = None
        for place, word in enumerate(self.arguments):
            if word == name and place + 1 < len(self.arguments):
                found = self.arguments[place + 1]
            elif word.startswith(f"{name}="):
                found = word.partition("=")[2]
        return found

    def setting(self, name: str) -> str | None:
        """A global setting: the option, or the variable that dbt takes for it (``DBT_TARGET_PATH``)."""
        variable = "DBT_" + name.removeprefix("--").replace("-", "_").upper()
        return (
            self.option(name)
            or self.environment.get(variable)
            or self.environment.get(variable.replace("DBT_", "DBT_ENGINE_", 1))
        )

    @property
    def project(self) -> Path | None:
        """The project's directory, as dbt finds it; None where it depends on an unknown directory."""
        said = self.setting("--project-dir")
        if said:
            return self.path(said)
        if self.directory is None:
            return None
        above = (self.directory, *self.directory.parents)
        return next((one for one in above if (one / "dbt_project.yml").is_file()), self.directory)

    @property
    def target_directory(self) -> Path | None:
        """Where the artifacts are."""
        said = _home(
            self.setting("--target-path") or self.project_setting("target-path") or "target", self.environment
        )
        if "$" in said or "`" in said:
            return None
        project = self.project
        if project is None:
            return Path(said) if said.startswith("/") else None
        return project / said

    def project_setting(self, key: str) -> str | None:
        """A text in dbt_project.yml, its ``env_var`` calls resolved."""
        project = self.project
        if project is None:
            return None
        try:
            found = yaml.safe_load((project / "dbt_project.yml").read_text())
            value = found.get(key) if isinstance(found, dict) else None
            return rendered(value, self.environment) if isinstance(value, str) else None
        except (OSError, yaml.YAMLError, ValueError):
            return None

    def path(self, text: str) -> Path | None:
        """A path as the command means it; None where it is relative to a directory that is not known."""
        found = Path(_home(text, self.environment))
        if "$" in text or "`" in text:
            return None
        if found.is_absolute():
            return Path(os.path.normpath(found))
        return Path(os.path.normpath(self.directory / found)) if self.directory is not None else None


def dbt_commands(
    text: str, directory: str | Path | None, environment: Mapping[str, str]
) -> tuple[DbtCommand, ...]:
    """Find the calls of dbt in a shell command.

    >>> [c] = dbt_commands("cd /srv/shop && dbt build --target-path /tmp/t", None, {})
    >>> c.verb, str(c.project), str(c.target_directory)
    ('build', '/srv/shop', '/tmp/t')
    """
    if "dbt" not in text.lower() and "$" not in text:
        return ()
    shell = _Shell(Path(directory) if directory else None, dict(environment))
    found: list[DbtCommand] = []
    try:
        for words in _simple_commands(text):
            found.extend(shell.run(words))
    except ValueError:  # quotes that are not closed: bash will not run it either
        return tuple(found)
    return tuple(found)


class _Shell:
    """The state of a shell that calls of dbt depend on."""

    def __init__(self, directory: Path | None, environment: dict[str, str]) -> None:
        self.directory = directory
        self.environment = environment
        self._outer: list[tuple[Path | None, dict[str, str]]] = []

    def run(self, words: list[str]) -> Sequence[DbtCommand]:
        """Take one simple command; the calls of dbt in it."""
        if words == ["("]:
            self._outer.append((self.directory, dict(self.environment)))
            return ()
        if words == [")"]:
            if self._outer:
                self.directory, self.environment = self._outer.pop()
            return ()
        words = [self._expanded(word) for word in words]
        own = dict(self.environment)
        while words and (assigned := _ASSIGNMENT.fullmatch(words[0])):
            own[assigned[1]] = assigned[2]
            words = words[1:]
        if not words:
            self.environment = own
        elif words[0] in ("export", "declare"):
            self.environment.update(
                {found[1]: found[2] for word in words[1:] if (found := _ASSIGNMENT.fullmatch(word))}
            )
        elif words[0] in ("cd", "pushd"):
            self._change_directory(words[1:])
        elif words[0].rpartition("/")[2] in ("bash", "sh") and len(words) > 2 and words[1].endswith("c"):
            return dbt_commands(words[2], self.directory, own)
        else:
            call = self._call(words, own)
            return (call,) if call is not None else ()
        return ()

    def _call(self, words: list[str], environment: dict[str, str]) -> DbtCommand | None:
        for place, word in enumerate(words):
            if _is_dbt(word, words[place - 1] if place else ""):
                break
            if not _LAUNCHER.fullmatch(word):
                return None
            if assigned := _ASSIGNMENT.fullmatch(word):
                environment[assigned[1]] = assigned[2]
        else:
            return None
        arguments = tuple(words[place + 1 :])
        verb = next((one for one in arguments if one in _VERBS), "")
        executable = "dbt-ol" if word.rpartition("/")[2] == "dbt-ol" else "dbt"
        return DbtCommand(executable, verb, arguments, self.directory, environment)

    def _change_directory(self, words: list[str]) -> None:
        target = next((word for word in words if not word.startswith("-")), self.environment.get("HOME", ""))
        if "$" in target or "`" in target or not target:
            self.directory = None
            return
        found = Path(_home(target, self.environment))
        if not found.is_absolute():
            found = self.directory / found if self.directory is not None else found
        self.directory = Path(os.path.normpath(found)) if found.is_absolute() else None

    def _expanded(self, word: str) -> str:
        if "$PWD" in word and self.directory is not None:
            word = word.replace("$PWD", str(self.directory))

        def value(found: re.Match[str]) -> str:
            name = found[1] or found[2]
            known = self.environment.get(name)
            return known or (found[3] if found[3] is not None else found[0] if known is None else "")

        return _VARIABLE.sub(value, word)


def _is_dbt(word: str, before: str) -> bool:
    if before == "-m":
        return word in _MODULES
    return word.rpartition("/")[2] in _EXECUTABLES


def _home(path: str, environment: Mapping[str, str]) -> str:
    if path == "~" or path.startswith("~/"):
        return environment.get("HOME", os.path.expanduser("~")) + path[1:]
    return path


def _simple_commands(text: str) -> Iterator[list[str]]:
    """Words of each simple command; parentheses stand by themselves. Raises ValueError on open quotes."""
    text = _COMMENT.sub("", text.replace("\\\n", " ")).replace("$(pwd)", "$PWD").replace("`pwd`", "$PWD")
    lexer = shlex.shlex(text, posix=True, punctuation_chars="();<>|&\n")
    lexer.whitespace = " \t\r"
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    for token in lexer:
        if not token or not set(token) <= _SEPARATORS:
            words.append(token)
            continue
        if set(token) & {"<", ">"}:
            if words and words[-1].isdigit():
                words.pop()  # 2>
            next(lexer, None)  # its file, or the other channel
            continue
        if words:
            yield words
            words = []
        for one in token:
            if one in "()":
                yield [one]
    if words:
        yield words
