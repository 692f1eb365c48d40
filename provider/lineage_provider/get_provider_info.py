"""What Airflow's provider manager is told: name, version, integrations and config options.

In: the options of :mod:`lineage_provider.settings`. Out: the dict that Airflow checks against its
``provider_info.schema.json``. A module of its own because Airflow calls it by name in every process,
so it must import next to nothing.
"""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from lineage_provider import __version__
from lineage_provider.settings import OPTIONS, SECTION, type_of

_DESCRIPTION = (
    "Exact SQL lineage for every task: tables, columns and their transformations, as OpenLineage events."
)


def _option(option: Field[Any]) -> dict[str, Any]:
    variable = f"AIRFLOW__{SECTION.upper()}__{option.name.upper()}"
    return {
        "description": f"{option.metadata['description']}\nEnvironment variable: ``{variable}``.\n",
        "version_added": option.metadata["since"],
        "type": type_of(option),
        "example": option.metadata["example"],
        "default": str(option.default),
        **({"sensitive": True} if option.metadata["sensitive"] else {}),
    }


def _destinations() -> dict[str, Any]:
    """A section for each destination, so that its options are documented and its keys are kept secret."""
    from lineage_provider.destinations import DESTINATIONS
    from lineage_provider.destinations.base import CONNECTION, SECTION_PREFIX

    return {
        SECTION_PREFIX + name: {
            "description": f"The destination {one.title}, used where [{SECTION}] destinations names {name}.",
            "options": {
                option.name: {
                    "description": f"{option.description}\n",
                    "version_added": "0.1.0",
                    "type": "string",
                    "example": option.example,
                    "default": None,
                    **({"sensitive": True} if option.secret else {}),
                }
                for option in (CONNECTION, *one.options)
            },
        }
        for name, one in DESTINATIONS.items()
    }


def get_provider_info() -> dict[str, Any]:
    """Return the provider's description in the form of Airflow's provider schema."""
    return {
        "package-name": "airflow-provider-lineage",
        "name": "Lineage",
        "description": _DESCRIPTION,
        "versions": [__version__],
        "integrations": [
            {
                "integration-name": "Lineage",
                "external-doc-url": "https://openlineage.io/",
                "tags": ["protocol"],
            }
        ],
        # Airflow 3.2 and newer; older ones know no such key and leave it alone.
        "cli": ["lineage_provider.cli.definition.get_lineage_cli_commands"],
        "config": {
            SECTION: {
                "description": (
                    "Lineage of SQL tasks, on top of the ``[openlineage]`` section: where events go, and "
                    "which tasks have events, is set there."
                ),
                "options": {option.name: _option(option) for option in OPTIONS},
            },
            **_destinations(),
        },
    }
