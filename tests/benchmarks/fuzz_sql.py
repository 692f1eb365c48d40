"""Changed statements by the thousand: the engine must not crash, hang, or silently read the wrong kind.

    python tests/benchmarks/fuzz_sql.py [--count 100000] [--seed 0]

Statements of ``tests/unit/sql/cases`` are cut, mixed, doubled, nested and sprinkled with tokens of others;
each number is one mutant, so that a finding can be made again from it. What is checked is in :func:`faults`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "provider")]

from lineage_provider.sql import ScriptLineage, StatementLineage, analyze  # noqa: E402

CASES = ROOT / "tests" / "unit" / "sql" / "cases"
SLOW_SECONDS = 6.0
"""An analysis has five seconds; a bit more is no hang."""

_TOKEN = re.compile(r"\s+|\w+|'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|\$\$|--|/\*|\*/|::|.", re.DOTALL)
_SIGNS = r"( ) , ; ' \" ` . * = -- /* */ $$ :: -> => := @ @@ # % %s {{ }} ? :x [ ] { } \\ 0x 1e9 .. \x"
_WORDS = (
    "SELECT FROM WHERE JOIN WITH AS UNION INSERT INTO VALUES UPDATE SET DELETE MERGE USING ON CREATE TABLE "
    "VIEW DROP BEGIN END IF CASE WHEN GROUP BY ORDER LIMIT OVER PIVOT UNNEST LATERAL NULL NOT EXISTS IN GO"
)
_SPRINKLE = [*_SIGNS.split(" "), *_WORDS.split(" "), "\0", "é", "\n"]
# The first word of a statement, and how the kind must begin that the engine reads.
_KINDS = {
    "select": ("SELECT", "CONDITION", "SET", "CURSOR", "FETCH", "FOR", "IF", "WHILE"),
    "insert": ("INSERT",),
    "update": ("UPDATE",),
    "delete": ("DELETE",),
    "merge": ("MERGE",),
    "truncate": ("TRUNCATE",),
    "drop": ("DROP",),
    "alter": ("ALTER", "CREATE VIEW"),
    "create": ("CREATE",),
    "with": ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "SET", "CREATE"),
}


@cache
def seeds() -> tuple[tuple[str, str], ...]:
    """SQL text and dialect of every case."""
    found = []
    for path in sorted(CASES.rglob("*.sql")):
        for part in re.split(r"^== ", path.read_text(), flags=re.MULTILINE)[1:]:
            head, _, body = part.partition("\n")
            sql = re.sub(r"^(?:schema|default):.*\n", "", body.partition("\n---")[0], flags=re.MULTILINE)
            for dialect in head.rpartition("|")[2].split(","):
                found.append((sql.strip(), dialect.strip()))
    return tuple(found)


def mutant(number: int) -> tuple[str, str]:
    """The mutant of that number, and its dialect."""
    rng = random.Random(number)
    sql, dialect = rng.choice(seeds())
    tokens = _TOKEN.findall(sql)
    for _ in range(rng.choice([1, 1, 2, 3, 6])):
        tokens = _changed(tokens, rng)
    return "".join(tokens), dialect if rng.random() < 0.8 else rng.choice(seeds())[1]


def _changed(tokens: list[str], rng: random.Random) -> list[str]:
    if not tokens:
        return [rng.choice(_SPRINKLE)]
    place = rng.randrange(len(tokens))
    other = _TOKEN.findall(rng.choice(seeds())[0])
    match rng.randrange(11):
        case 0:
            return tokens[:place] + tokens[place + 1 :]
        case 1:
            return [*tokens[:place], tokens[place], *tokens[place:]]
        case 2:
            return [*tokens[:place], f" {rng.choice(_SPRINKLE)} ", *tokens[place:]]
        case 3:
            return [*tokens[:place], rng.choice(other), *tokens[place + 1 :]]
        case 4:
            return tokens[:place]
        case 5:
            return [*tokens[:place], *other[rng.randrange(len(other)) :]]
        case 6:
            return [*tokens, ";", *other]
        case 7:
            end = min(len(tokens), place + rng.randint(1, 8))
            return [*tokens[:place], "(", *tokens[place:end], ")", *tokens[end:]]
        case 8:
            twin = rng.randrange(len(tokens))
            swapped = list(tokens)
            swapped[place], swapped[twin] = swapped[twin], swapped[place]
            return swapped
        case 9:
            return _nested(tokens, rng)
        case _:
            part = tokens[place : place + rng.randint(2, 10)]
            return tokens[:place] + part * rng.randint(2, 30) + tokens[place:]


def _nested(tokens: list[str], rng: random.Random) -> list[str]:
    """A call or a pair of brackets inside itself: what doubles the work with each level shows as a hang."""
    opened: list[int] = []
    pairs = []
    for place, token in enumerate(tokens):
        if token == "(":
            opened.append(place)
        elif token == ")" and opened:
            pairs.append((opened.pop(), place))
    if not pairs:
        return tokens
    begin, end = rng.choice(pairs)
    core = rng.randrange(begin + 1, end + 1)
    rest = min(end, core + rng.randrange(7))
    while begin and (tokens[begin - 1][0].isalnum() or tokens[begin - 1] in "._") and rng.random() < 0.9:
        begin -= 1
    depth = rng.randint(2, 24)
    around, behind = tokens[begin:core] * depth, tokens[rest : end + 1] * depth
    return [*tokens[:begin], *around, *tokens[core:rest], *behind, *tokens[end + 1 :]]


def faults(sql: str, dialect: str) -> list[str]:
    """What is wrong with the analysis of a text; nothing for a good one, whatever the text is."""
    started = time.perf_counter()
    try:
        lineage = analyze(sql, dialect)
    except BaseException as error:  # nothing may come out, not even a panic
        if isinstance(error, KeyboardInterrupt):
            raise
        return [f"raised {type(error).__name__}: {error}"]
    found = []
    seconds = time.perf_counter() - started
    if seconds > SLOW_SECONDS:
        found.append(f"took {seconds:.1f} s")
    # A parser that fails is reported as well as it can be; a defect of ours is a fault.
    internal = [p.message for p in lineage.problems if p.kind == "internal"]
    found += [f"internal: {message}" for message in internal if not message.startswith("the parser failed")]
    for statement in lineage.statements:
        found += _wrong_kind(statement)
    return found + _loose_edges(lineage)


def _wrong_kind(statement: StatementLineage) -> list[str]:
    """A statement without a problem whose kind is not what its first word says, or that writes nothing."""
    if statement.problems or not statement.text.strip():
        return []
    text = re.sub(r"/\*.*?\*/|--[^\n]*|#[^\n]*", " ", statement.text, flags=re.DOTALL)
    word = re.match(r"[\s(]*(\w+)", text)
    kinds = _KINDS.get(word.group(1).lower()) if word else None
    if kinds is None:
        return []
    if not statement.kind and statement.inputs:
        return []  # what is read into a variable
    if statement.kind == "FETCH" and re.fullmatch(r"\s*\w+\s*", text):
        return []  # a cursor's name
    if re.match(r"\s*create\s+flow\b", text, re.IGNORECASE):
        return []  # Databricks: a flow is named by what it does
    if statement.kind == "SET" and not re.search(r"\binto\b", text, re.IGNORECASE):
        return []  # what a variable gets
    if not statement.kind.startswith(kinds):
        return [f"{statement.kind!r} read from {word.group(1) if word else ''!r}"]
    return []


def _loose_edges(lineage: ScriptLineage) -> list[str]:
    """Edges of tables that are not in the lists of tables."""
    outputs, inputs = {str(t) for t in lineage.outputs}, {str(t) for t in lineage.inputs}
    edges = (*lineage.columns, *lineage.dataset)
    loose = {f"edge into {e.output_table}, no output" for e in edges if e.output_table} - {
        f"edge into {t}, no output" for t in outputs
    }
    loose |= {f"edge from {e.input_table}, no input" for e in edges if e.input_table not in inputs | outputs}
    return sorted(loose)


def main() -> int:
    """Run the mutants, print what was found; exit code 1 if anything was."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first mutant")
    options = parser.parse_args()
    found: Counter[str] = Counter()
    shown: set[str] = set()
    started = time.perf_counter()
    for number in range(options.seed, options.seed + options.count):
        sql, dialect = mutant(number)
        for fault in faults(sql, dialect):
            key = re.sub(r"[\d'\"].*", "", fault)[:70]
            found[key] += 1
            if found[key] <= 3 and fault not in shown:
                shown.add(fault)
                print(f"mutant {number} ({dialect}): {fault}\n    {sql[:400]!r}", flush=True)
    seconds = time.perf_counter() - started
    total = sum(found.values())
    print(f"{options.count:,} mutants of {len(seeds())} statements in {seconds:.0f} s; {total} faults")
    for key, count in found.most_common():
        print(f"  {count:6} {key}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
