/**
 * Which layer each node stands in. In: a graph of n nodes by number and its edges. Out: a rank for each node, every
 * edge leading to a higher rank (edges that close a cycle are turned round for the time being). The first step of
 * the layout, on its own because it decides nothing about the screen.
 */

export type Pair = readonly [number, number];

/** Edges without cycles: those that lead back to a node still open in the walk are turned round; loops fall out. */
export function withoutCycles(count: number, edges: readonly Pair[]): Pair[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  const incoming = new Int32Array(count);
  edges.forEach(([source, target], index) => {
    out[source]!.push(index);
    incoming[target]!++;
  });
  const turned = new Uint8Array(edges.length);
  const state = new Uint8Array(count); // 0 new, 1 open, 2 done
  const at = new Int32Array(count);
  const visit = (start: number): void => {
    const stack = [start];
    state[start] = 1;
    while (stack.length) {
      const node = stack[stack.length - 1]!;
      const list = out[node]!;
      if (at[node]! >= list.length) {
        state[node] = 2;
        stack.pop();
        continue;
      }
      const index = list[at[node]!++]!;
      const target = edges[index]![1];
      if (state[target] === 1) turned[index] = 1;
      else if (!state[target]) {
        state[target] = 1;
        stack.push(target);
      }
    }
  };
  // Sources first, so that the edge that is turned is the one that leads back.
  for (let node = 0; node < count; node++) if (!incoming[node] && !state[node]) visit(node);
  for (let node = 0; node < count; node++) if (!state[node]) visit(node);
  return edges
    .map(([source, target], index): Pair => (turned[index] ? [target, source] : [source, target]))
    .filter(([source, target]) => source !== target);
}

/** Longest-path ranks, then every node that can is moved beside what it serves. */
export function ranksOf(count: number, edges: readonly Pair[]): Int32Array {
  const out: number[][] = Array.from({ length: count }, () => []);
  const into: number[][] = Array.from({ length: count }, () => []);
  for (const [source, target] of edges) {
    out[source]!.push(target);
    into[target]!.push(source);
  }
  const rank = new Int32Array(count);
  const order: number[] = [];
  const open = Int32Array.from(into, (list) => list.length);
  for (let node = 0; node < count; node++) if (!open[node]) order.push(node);
  for (let at = 0; at < order.length; at++)
    for (const target of out[order[at]!]!) {
      rank[target] = Math.max(rank[target]!, rank[order[at]!]! + 1);
      if (!--open[target]!) order.push(target);
    }
  for (let pass = 0; pass < 3; pass++) {
    for (const node of [...order].reverse()) tighten(node, rank, into[node]!, out[node]!);
    for (const node of order) tighten(node, rank, into[node]!, out[node]!);
  }
  return rank;
}

/** Moves a node where its edges are shortest: right, when more lead out than in, else left. */
function tighten(node: number, rank: Int32Array, into: number[], out: number[]): void {
  if (out.length > into.length) rank[node] = Math.min(...out.map((target) => rank[target]!)) - 1;
  else if (into.length > out.length) rank[node] = Math.max(...into.map((source) => rank[source]!)) + 1;
}
