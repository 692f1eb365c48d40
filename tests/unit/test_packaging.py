"""The distribution: what an installed wheel has, and that the documentation says what the code does.

In: the checkout. Out: an sdist, the wheel built through it, and an environment with that wheel, all in a
temporary directory.
"""

from __future__ import annotations

import configparser
import importlib.util
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

import lineage_provider

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "provider" / "lineage_provider"
NOT_SHIPPED = {"__pycache__", ".mypy_cache", "node_modules", ".test"}

needs_build = pytest.mark.skipif(
    importlib.util.find_spec("build") is None or importlib.util.find_spec("hatchling") is None,
    reason="the packages build and hatchling are not installed: make setup installs them",
)


def package_files(*, sources: bool = False) -> set[str]:
    """Every file of the package by its name in a wheel; ``sources``: also what the page is made of."""
    return {
        file.relative_to(PACKAGE.parent).as_posix()
        for file in PACKAGE.rglob("*")
        if file.is_file() and not NOT_SHIPPED & set(file.parts) and (sources or not _is_page_source(file))
    }


def _is_page_source(file: Path) -> bool:
    page = PACKAGE / "viewer" / "www"
    return file.is_relative_to(page) and not file.is_relative_to(page / "dist")


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sdist and the wheel that was built from the sdist."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return target


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist_files(distributions: Path) -> set[str]:
    (path,) = distributions.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; its dependencies are those of this environment."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # Only packages of this environment are seen, not its .pth files: the editable install is one of those.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def in_installed(python: Path, code: str, home: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "PYTHON"))
    }
    done = subprocess.run(
        [str(python), "-c", code],
        cwd=home,
        env=environment | {"AIRFLOW_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()


@needs_build
def test_wheel_has_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == package_files()
    assert "lineage_provider/py.typed" in names


@needs_build
def test_sdist_has_what_a_rebuild_and_a_reader_need(sdist_files: set[str]) -> None:
    assert {f"provider/{name}" for name in package_files(sources=True)} <= sdist_files
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"} <= sdist_files
    assert not {name for name in sdist_files if name.startswith((".venv", ".demo", "site/"))}


@needs_build
def test_wheel_has_both_entry_points(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt"))
        entry_points = configparser.ConfigParser()
        entry_points.read_string(archive.read(name).decode())
    assert {section: dict(entry_points[section]) for section in entry_points.sections()} == {
        "apache_airflow_provider": {"provider_info": "lineage_provider.get_provider_info:get_provider_info"},
        "airflow.plugins": {"lineage_provider": "lineage_provider.plugin:LineageProviderPlugin"},
    }


@needs_build
def test_metadata_has_the_version_of_the_package_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode())
        licences = [name for name in archive.namelist() if name.endswith("/licenses/LICENSE")]
    assert metadata["Name"] == "airflow-provider-lineage"
    assert metadata["Version"] == lineage_provider.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert len(licences) == 1


@needs_build
def test_installed_wheel_gives_airflow_its_provider_and_its_plugin(installed: Path, tmp_path: Path) -> None:
    code = """
from importlib.metadata import distribution
points = distribution("airflow-provider-lineage").entry_points
(info,) = points.select(group="apache_airflow_provider")
(plugin,) = points.select(group="airflow.plugins")
import lineage_provider
print(lineage_provider.__file__)
print(info.load()()["package-name"], plugin.load().name)
"""
    *_, file, names = in_installed(installed, code, tmp_path).splitlines()
    assert Path(file).is_relative_to(installed.parents[1])
    assert names == "airflow-provider-lineage lineage_provider"


def test_sqlglot_and_its_compiled_form_are_pinned_alike() -> None:
    lines = (ROOT / "constraints" / "airflow-3.3.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert pins["sqlglot"] == pins["sqlglotc"]


def test_generated_parts_of_readme_and_docs_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "generate_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
