"""Branches and loops of a block: where a text may go one way or another, and what holds after it.

In: the words of a block that open, switch and close branches; then the path of each statement. Out: the
state (what variables and temporary tables hold) that each statement finds. A module of its own because two
passes follow branches, over different states: the one that works out dynamic SQL, and the one that reads.

What one branch replaces is still there where the branch was not taken: behind a fork, all its branches
count, and what was before it too, unless one of them is surely taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

State = TypeVar("State")


class Fork:
    """An IF, a CASE, the handlers of a block or a loop."""

    __slots__ = ("arms", "loop", "sure")

    def __init__(self, *, loop: bool = False, sure: bool = False) -> None:
        self.arms = 0
        self.loop = loop
        """Its one arm may be executed again."""
        self.sure = sure
        """One of its arms is executed in any case: there is an ELSE."""

    def arm(self) -> Arm:
        """The next of its branches."""
        self.arms += 1
        return Arm(self, self.arms)


class Arm(NamedTuple):
    """One branch of a fork."""

    fork: Fork
    number: int


Path = tuple[Arm, ...]
"""The branches that a statement is in, from the outermost."""


class _Opened:
    """A block, or a branch of it, that is not closed yet."""

    __slots__ = ("arm", "fresh", "single")

    def __init__(self, arm: Arm | None, *, single: bool) -> None:
        self.arm = arm
        self.fresh = True
        """No WHEN has opened its first branch yet."""
        self.single = single
        """T-SQL: it ends with one statement (or BEGIN ... END), not with an END of its own."""


class Nesting:
    """The blocks and branches that are open at a place of a text."""

    def __init__(self) -> None:
        self._opened: list[_Opened] = []
        self._ended = False
        self.path: Path = ()

    def open(self, fork: Fork | None = None, *, single: bool = False) -> None:
        """Begin a block, or with a fork its first branch."""
        self._opened.append(_Opened(None if fork is None else fork.arm(), single=single))
        self._changed()

    def close(self) -> None:
        """END: of the block or branch that was opened last."""
        while self._opened and self._opened.pop().single:
            pass
        self._changed()

    def other(self, *, sure: bool = False) -> None:
        """ELSE, ELSIF and the handlers of a block: another branch than the one that is open."""
        if not self._opened:
            return
        last = self._opened[-1]
        fork = Fork() if last.arm is None else last.arm.fork
        fork.sure = fork.sure or (sure and last.arm is not None)
        last.arm = fork.arm()
        self._changed()

    def when(self) -> None:
        """WHEN: the first one takes the branch that its CASE or EXCEPTION opened."""
        if self._opened and not self._opened[-1].fresh:
            self.other()
        elif self._opened:
            self._opened[-1].fresh = False

    def handlers(self) -> None:
        """EXCEPTION: what follows is executed where the block fails."""
        self.other()
        if self._opened:
            self._opened[-1].fresh = True

    def statement(self) -> None:
        """T-SQL: a statement is at its end, and with it the IF or WHILE that it is the body of."""
        self._ended = True

    def follows(self, word: str) -> None:
        """T-SQL: ``word`` begins the next statement; bodies of one statement are closed, unless by ELSE."""
        if not self._ended:
            return
        self._ended = False
        while self._opened and self._opened[-1].single:
            last = self._opened[-1]
            fork = last.arm.fork if last.arm is not None else None
            if word == "else" and fork is not None and not fork.loop and not fork.sure:
                self.other(sure=True)
                return
            self._opened.pop()
            self._changed()

    def _changed(self) -> None:
        self.path = tuple([each.arm for each in self._opened if each.arm is not None])


class _Entered(Generic[State]):
    """A fork on the way: the state before it, and what its branches left so far."""

    __slots__ = ("arm", "before", "left", "taken")

    def __init__(self, arm: Arm, before: State) -> None:
        self.arm = arm
        self.before = before
        self.left: list[State] = []
        self.taken = 1


class Walker(Generic[State]):
    """Keeps a state right while statements of different branches are gone through in order."""

    def __init__(
        self,
        take: Callable[[], State],
        put: Callable[[State], None],
        join: Callable[[State, State], State],
    ) -> None:
        """``take`` copies the state, ``put`` takes it back, ``join`` is the state where either may hold."""
        self._take = take
        self._put = put
        self._join = join
        self._entered: list[_Entered[State]] = []
        self.path: Path = ()

    def go(self, path: Path) -> Sequence[Arm]:
        """Leave and enter branches, up to those of ``path``; the branches that are new."""
        if path == self.path:
            return ()
        same = 0
        for one, other in zip(self.path, path, strict=False):
            if one != other:
                break
            same += 1
        while len(self._entered) > same:
            last = self._entered.pop()
            place = len(self._entered)
            if place == same < len(path) and path[place].fork is last.arm.fork:
                last.left.append(self._take())
                last.arm = path[place]
                last.taken += 1
                self._put(last.before)
                last.before = self._take()
                self._entered.append(last)
                break
            self._leave(last)
        entered = path[same:]
        for arm in path[len(self._entered) :]:
            self._entered.append(_Entered(arm, self._take()))
        self.path = path
        return entered

    def _leave(self, last: _Entered[State]) -> None:
        state = self._take()
        for each in last.left:
            state = self._join(each, state)
        if not (last.arm.fork.sure and last.taken == last.arm.fork.arms):
            state = self._join(last.before, state)
        self._put(state)
