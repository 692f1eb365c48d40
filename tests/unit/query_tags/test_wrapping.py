"""Wrapping: when a module is imported, once, and without an error reaching the caller."""

from __future__ import annotations

import importlib
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.query_tags import apply, wrapping
from lineage_provider.query_tags.wrapping import guarded, when_imported, wrap


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that nobody has imported."""
    name = f"some_hooks_{tmp_path.name}".replace("-", "_")
    (tmp_path / f"{name}.py").write_text("class Hook:\n    def ask(self):\n        return 'theirs'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def _louder(original: Any) -> Any:
    return lambda self: original(self) + "+ours"


def test_a_module_is_wrapped_when_it_is_imported(module: str) -> None:
    when_imported(module, "some", lambda found: wrap(found.Hook, "ask", _louder) and None)
    assert module not in sys.modules
    assert importlib.import_module(module).Hook().ask() == "theirs+ours"


def test_a_module_that_is_imported_is_wrapped_at_once(module: str) -> None:
    found = importlib.import_module(module)
    when_imported(module, "some", lambda there: wrap(there.Hook, "ask", _louder) and None)
    assert found.Hook().ask() == "theirs+ours"


def test_wrapping_twice_is_wrapping_once(module: str) -> None:
    for _ in range(2):
        when_imported(module, "some", lambda found: wrap(found.Hook, "ask", _louder) and None)
    found = importlib.import_module(module)
    wrap(found.Hook, "ask", _louder)
    assert found.Hook().ask() == "theirs+ours"


def test_a_reloaded_module_is_wrapped_again(module: str) -> None:
    when_imported(module, "some", lambda found: wrap(found.Hook, "ask", _louder) and None)
    found = importlib.import_module(module)
    assert importlib.reload(found).Hook().ask() == "theirs+ours"


def test_an_action_that_fails_is_a_warning_and_the_import_goes_on(
    module: str, caplog: pytest.LogCaptureFixture
) -> None:
    when_imported(module, "some engine", lambda found: found.nothing)
    with caplog.at_level(logging.WARNING):
        assert importlib.import_module(module).Hook().ask() == "theirs"
    (record,) = caplog.records
    assert "Queries of some engine are not tagged: AttributeError" in record.getMessage()


def test_a_module_that_does_not_exist_is_still_not_found() -> None:
    when_imported("no_such_module_at_all", "some", lambda found: None)
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_module_at_all")


def test_an_inherited_method_is_wrapped_for_the_subclass_only() -> None:
    class Base:
        def ask(self) -> str:
            return "base"

    class Hook(Base):
        pass

    assert wrap(Hook, "ask", _louder)
    assert (Base().ask(), Hook().ask()) == ("base", "base+ours")


def test_a_wrapper_around_ours_does_not_hide_it() -> None:
    import functools

    class Hook:
        def ask(self) -> str:
            return "theirs"

    wrap(Hook, "ask", _louder)
    ours = Hook.ask

    @functools.wraps(ours)
    def others(self: Any) -> str:
        return ours(self) + "+others"

    Hook.ask = others  # type: ignore[method-assign]
    wrap(Hook, "ask", _louder)
    assert Hook().ask() == "theirs+ours+others"


def test_a_method_that_is_missing_is_said() -> None:
    assert wrap(type("Hook", (), {}), "ask", _louder) is False


def test_the_same_error_is_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = [guarded("x", "theirs", lambda: str(1 / 0)) for _ in range(3)]
    assert found == ["theirs"] * 3
    assert len(caplog.records) == 1


def test_applying_imports_no_hook_and_no_driver() -> None:
    code = (
        "import sys; from lineage_provider.query_tags.apply import apply;"
        "apply(query_tag=True, query_comment=True);"
        "print([name for name in sys.modules if name.startswith(('airflow', 'snowflake.', 'sqlglot',"
        " 'sqlalchemy', 'openlineage'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_engine_is_said(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    from lineage_provider.query_tags import apply as applying

    waited: list[str] = []
    monkeypatch.setattr(applying, "when_imported", lambda module, *rest: waited.append(module))
    with caplog.at_level(logging.WARNING):
        applying.apply(query_tag=True, query_comment=False, engines="Presto, db3")
    assert waited == ["airflow.providers.presto.hooks.presto"]
    assert "'db3' is none of all, snowflake, postgres" in caplog.text


def test_nothing_is_wrapped_by_the_tests_themselves() -> None:
    """Of hooks' modules the plugin itself waits for times only; the tests tag modules of their own."""
    tagged = {wrapped.module for wrapped in (*apply.WRAPPED, apply._EXASOL)} | {apply._DBAPI}
    waited = wrapping._waiting.actions.items()
    assert not [name for name, what in waited if name in tagged and set(what) != {"times"}]
