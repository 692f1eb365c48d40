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
        "config": {
            SECTION: {
                "description": (
                    "Lineage of SQL tasks, on top of the ``[openlineage]`` section: where events go, and "
                    "which tasks have events, is set there."
                ),
                "options": {option.name: _option(option) for option in OPTIONS},
            }
        },
    }
