"""Patterns of the SQL's own that choose columns by name: COLUMNS('^a'), EXCEPT('x$'), SIMILAR TO.

In: a regular expression that a text gives. Out: a compiled one, or re.error. A module of its own because the
engines match in time that grows with the name (RE2), and Python's matcher may take for ever.
"""

from __future__ import annotations

import re


def name_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A compiled pattern; raises re.error for one that Python cannot read, or may not match in time.

    That is a repeated group that holds alternatives or repeats something itself: ``(a+)+``, ``(a|b)*``.

    >>> name_pattern("^(amt|qty)_[0-9]+$").fullmatch("amt_12") is not None
    True
    """
    inside = [False]
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            end = text.find("]", at + 2)
            at = len(text) if end < 0 else end
        elif sign == "(":
            inside.append(False)
        elif sign == ")" and len(inside) > 1:
            many = inside.pop()
            repeated = text[at + 1 : at + 2] in ("+", "*", "{")
            if many and repeated:
                raise re.error("a repeated group with alternatives or repeats inside")
            inside[-1] |= many or repeated
        elif sign in "+*{|":
            inside[-1] = True
        at += 1
    return re.compile(text, flags)
