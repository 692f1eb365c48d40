/**
 * The order of nodes within their layers, so that few edges cross. In: layers of node numbers and edges between
 * neighbouring layers. Out: the same layers, ordered. Barycentre sweeps, the order with the fewest crossings wins.
 */
import type { Pair } from "./ranks.ts";

const SWEEPS = 10;

export function orderLayers(layers: number[][], edges: readonly Pair[], count: number): number[][] {
  const up: number[][] = Array.from({ length: count }, () => []);
  const down: number[][] = Array.from({ length: count }, () => []);
  for (const [source, target] of edges) {
    down[source]!.push(target);
    up[target]!.push(source);
  }
  const position = new Float64Array(count);
  const number = (layer: number[]): void => layer.forEach((node, index) => (position[node] = index));
  const centre = new Float64Array(count);
  let current = startingOrder(layers, up, down);
  current.forEach(number);
  let best = current.map((layer) => [...layer]);
  let fewest = crossings(current, down, position);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    const neighbours = forward ? up : down;
    const sequence = current.map((_, index) => (forward ? index : current.length - 1 - index));
    for (const index of sequence.slice(1)) {
      sortByCentre(current[index]!, neighbours, position, centre);
      number(current[index]!);
    }
    const found = crossings(current, down, position);
    if (found < fewest) {
      fewest = found;
      best = current.map((layer) => [...layer]);
    }
  }
  return best;
}

/** A walk along the edges puts what belongs together side by side before the sweeps begin. */
function startingOrder(layers: number[][], up: number[][], down: number[][]): number[][] {
  const layerOf = new Int32Array(up.length);
  layers.forEach((layer, index) => layer.forEach((node) => (layerOf[node] = index)));
  const ordered: number[][] = layers.map(() => []);
  const seen = new Uint8Array(up.length);
  for (const start of layers.flat()) {
    const stack = [start];
    while (stack.length) {
      const node = stack.pop()!;
      if (seen[node]) continue;
      seen[node] = 1;
      ordered[layerOf[node]!]!.push(node);
      for (const list of [down[node]!, up[node]!]) for (let at = list.length - 1; at >= 0; at--) if (!seen[list[at]!]) stack.push(list[at]!);
    }
  }
  return ordered;
}

function sortByCentre(layer: number[], neighbours: number[][], position: Float64Array, centre: Float64Array): void {
  for (const node of layer) {
    const list = neighbours[node]!;
    let sum = 0;
    for (const other of list) sum += position[other]!;
    centre[node] = list.length ? sum / list.length : position[node]!;
  }
  layer.sort((a, b) => centre[a]! - centre[b]! || position[a]! - position[b]!);
}

/** Pairs of crossing edges between each two neighbouring layers, by a Fenwick tree. */
export function crossings(layers: number[][], down: number[][], position: Float64Array): number {
  let total = 0;
  for (let index = 0; index + 1 < layers.length; index++) {
    const size = layers[index + 1]!.length;
    const tree = new Int32Array(size + 1);
    let placed = 0;
    for (const node of layers[index]!) {
      const targets = down[node]!.map((target) => position[target]!);
      for (const target of targets) {
        let before = 0;
        for (let at = target + 1; at > 0; at -= at & -at) before += tree[at]!;
        total += placed - before;
      }
      for (const target of targets) {
        for (let at = target + 1; at <= size; at += at & -at) tree[at]!++;
        placed++;
      }
    }
  }
  return total;
}
