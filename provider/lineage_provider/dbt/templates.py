"""Jinja in dbt's YAML files, as far as it can stand there: ``env_var`` and ``var``.

In: a text of profiles.yml or dbt_project.yml. Out: the text dbt sees. A module of its own because two files
are read this way, and because what a template asks for and is not there must not become an empty name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def rendered(text: str, environment: Mapping[str, str], variables: Mapping[str, Any] | None = None) -> str:
    """Render ``text``; raises ValueError where a variable is not set or the template is broken.

    >>> rendered("{{ env_var('BASE', '/data') }}/shop.duckdb", {})
    '/data/shop.duckdb'
    """
    if "{{" not in text and "{%" not in text:
        return text
    from jinja2.exceptions import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    def env_var(name: str, default: str | None = None) -> str:
        found = environment.get(name, default)
        if found is None:
            raise ValueError(f"environment variable {name} is not set")
        return found

    def var(name: str, default: Any = None) -> Any:
        found = (variables or {}).get(name, default)
        if found is None:
            raise ValueError(f"variable {name} is not set")
        return found

    jinja = SandboxedEnvironment()
    jinja.filters |= {"as_text": str, "as_number": str, "as_bool": str, "as_native": str}
    try:
        return jinja.from_string(text).render(env_var=env_var, var=var)
    except TemplateError as error:
        raise ValueError(f"{text!r} cannot be rendered: {error}") from error
