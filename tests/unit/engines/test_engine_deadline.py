"""The hard end of a catalog query: what comes out in time, too late, and when the driver fails."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path

import pytest

from lineage_provider.engines.deadline import CatalogError, CatalogTimeout, Deadline, within


def test_work_that_never_ends_is_left_behind() -> None:
    released = threading.Event()
    with pytest.raises(CatalogTimeout, match=r"did not answer within 0\.1 s"):
        within(0.1, lambda deadline: released.wait())
    released.set()


def test_work_that_can_be_interrupted_is() -> None:
    interrupted = threading.Event()

    def wait(deadline: Deadline) -> None:
        deadline.interrupt = interrupted.set
        interrupted.wait()

    with pytest.raises(CatalogTimeout):
        within(0.1, wait)
    assert interrupted.is_set()


def test_an_interrupt_that_fails_does_not_hide_the_timeout(caplog: pytest.LogCaptureFixture) -> None:
    released = threading.Event()

    def fail() -> None:
        raise RuntimeError("connection is closed")

    def wait(deadline: Deadline) -> None:
        deadline.interrupt = fail
        released.wait()

    with caplog.at_level("INFO"), pytest.raises(CatalogTimeout):
        within(0.1, wait)
    released.set()
    assert "Could not interrupt the catalog query: connection is closed" in caplog.text


def test_a_drivers_error_is_the_cause_and_its_first_line_the_message() -> None:
    def fail(deadline: Deadline) -> None:
        raise ValueError("no such host\n  at line 1")

    with pytest.raises(CatalogError, match=r"^ValueError: no such host$") as caught:
        within(5, fail)
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_drivers_own_timeout_at_the_same_moment_reads_the_same() -> None:
    """Which of the two comes first is chance; here the driver's does."""

    def time_out(deadline: Deadline) -> None:
        deadline.started -= deadline.seconds - 0.05
        raise TimeoutError("connection timeout expired")

    with pytest.raises(CatalogTimeout, match=r"^The catalog did not answer within 3 s$") as caught:
        within(3, time_out)
    assert isinstance(caught.value.__cause__, TimeoutError)


def test_a_drivers_error_before_the_end_is_no_timeout() -> None:
    def fail(deadline: Deadline) -> None:
        deadline.started -= deadline.seconds / 2
        raise TimeoutError("the host is down")

    with pytest.raises(CatalogError, match=r"^TimeoutError: the host is down$"):
        within(3, fail)


def test_a_panic_that_is_no_exception_is_an_error_too() -> None:
    class Panic(BaseException):
        pass

    def panic(deadline: Deadline) -> None:
        raise Panic("index out of bounds")

    with pytest.raises(CatalogError, match="Panic: index out of bounds"):
        within(5, panic)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cannot open md:shop?motherduck_token=abc.def", "cannot open md:shop?motherduck_token=***"),
        ("postgresql://me:s3cret@db/shop refused", "postgresql://me:***@db/shop refused"),
        ("password='s3cret' is wrong", "password='***' is wrong"),
    ],
)
def test_an_errors_message_holds_no_secret(text: str, shown: str) -> None:
    def fail(deadline: Deadline) -> None:
        raise RuntimeError(text)

    with pytest.raises(CatalogError) as caught:
        within(5, fail)
    assert str(caught.value) == f"RuntimeError: {shown}"


def test_drivers_never_get_a_limit_of_zero() -> None:
    deadline = Deadline(0.0)
    assert (deadline.left, deadline.milliseconds, deadline.whole_seconds) == (0.1, 100, 1)


def test_a_driver_that_is_imported_too_slowly_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does its import, which goes on, keep others from importing."""
    (tmp_path / "slow_driver.py").write_text("import slow_driver_gate\nslow_driver_gate.opened.wait(30)\n")
    (tmp_path / "slow_driver_gate.py").write_text("import threading\nopened = threading.Event()\n")
    (tmp_path / "quick_module.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(CatalogTimeout):
        within(0.2, lambda deadline: importlib.import_module("slow_driver"))
    assert importlib.import_module("quick_module")
    importlib.import_module("slow_driver_gate").opened.set()
