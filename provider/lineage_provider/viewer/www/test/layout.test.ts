import assert from "node:assert/strict";
import { test } from "node:test";
import { layout, type LayoutInput } from "../src/layout/layout.ts";
import { crossings } from "../src/layout/order.ts";
import { ranksOf, withoutCycles } from "../src/layout/ranks.ts";

const box = (id: string, height = 50): { id: string; width: number; height: number } => ({ id, width: 200, height });
const graph = (edges: string[], heights: Record<string, number> = {}): LayoutInput => {
  const pairs = edges.map((edge) => edge.split(">") as [string, string]);
  return { boxes: [...new Set(pairs.flat())].map((id) => box(id, heights[id])), edges: pairs };
};

test("every edge leads to the right", () => {
  const { at } = layout(graph(["a>b", "b>c", "a>c", "c>d"]));
  assert.ok(at.a!.x < at.b!.x && at.b!.x < at.c!.x && at.c!.x < at.d!.x);
});

test("a cycle is drawn, and all of its boxes have places", () => {
  const { at } = layout(graph(["a>b", "b>c", "c>a"]));
  assert.deepEqual(Object.keys(at).sort(), ["a", "b", "c"]);
});

test("a loop and an edge to a box that is not there are left out", () => {
  const input = graph(["a>a", "a>b"]);
  input.edges.push(["b", "unknown"]);
  assert.deepEqual(Object.keys(layout(input).at).sort(), ["a", "b"]);
});

test("boxes of any height never lie over each other", () => {
  const edges = Array.from({ length: 60 }, (_, index) => `s${index % 7}>t${(index * 5) % 23}`);
  const heights = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`t${index}`, 40 + 30 * (index % 5)]));
  const input = graph(edges, heights);
  const { at } = layout(input);
  for (const one of input.boxes)
    for (const other of input.boxes) {
      if (one.id >= other.id || at[one.id]!.x !== at[other.id]!.x) continue;
      const [a, b] = [at[one.id]!.y, at[other.id]!.y];
      assert.ok(a + one.height <= b || b + other.height <= a, `${one.id} over ${other.id}`);
    }
});

test("edges that need not cross do not", () => {
  const { at } = layout(graph(["a>x", "b>y", "c>z"].concat(["r>a", "r>b", "r>c"])));
  const order = (names: string[]): string[] => [...names].sort((one, other) => at[one]!.y - at[other]!.y);
  assert.deepEqual(order(["x", "y", "z"]), order(["a", "b", "c"]).map((name) => ({ a: "x", b: "y", c: "z" })[name]!));
});

test("a long edge passes the layers between without touching their boxes", () => {
  const input = graph(["a>b", "b>c", "a>c"]);
  const { at, passing } = layout(input);
  const [entry, exit] = passing["a\nc"]!;
  assert.ok(entry!.x <= at.b!.x && exit!.x >= at.b!.x + 200);
  assert.ok(entry!.y < at.b!.y || entry!.y > at.b!.y + 50);
});

test("a source stands beside what it serves, not at the far left", () => {
  const { at } = layout(graph(["a>b", "b>c", "c>d", "lookup>d"]));
  assert.equal(at.lookup!.x, at.c!.x);
});

test("parts that are not connected do not overlap", () => {
  const { at } = layout(graph(["a>b", "c>d", "e>f"]));
  assert.equal(new Set(Object.values(at).map(({ x, y }) => `${x},${y}`)).size, 6);
});

test("the same graph gives the same picture", () => {
  const edges = Array.from({ length: 80 }, (_, index) => `n${index % 31}>n${31 + ((index * 7) % 40)}`);
  assert.deepEqual(layout(graph(edges)), layout(graph(edges)));
});

test("crossings are counted", () => {
  assert.equal(crossings([[0, 1], [2, 3]], [[3], [2], [], []], Float64Array.from([0, 1, 0, 1])), 1);
  assert.equal(crossings([[0, 1], [2, 3]], [[2], [3], [], []], Float64Array.from([0, 1, 0, 1])), 0);
});

test("ranks follow turned edges", () => {
  const edges = withoutCycles(3, [[0, 1], [1, 2], [2, 0]]);
  const rank = ranksOf(3, edges);
  assert.ok(edges.every(([source, target]) => rank[source]! < rank[target]!));
});

test("nothing gives nothing", () => {
  assert.deepEqual(layout({ boxes: [], edges: [] }), { at: {}, passing: {}, width: 0, height: 0 });
});
