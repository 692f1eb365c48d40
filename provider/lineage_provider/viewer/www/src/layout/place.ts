/**
 * Heights of nodes in their layers: each as near as possible to the middle of its neighbours, none over another.
 * In: ordered layers, sizes, edges. Out: the middle y of every node.
 */
import type { Pair } from "./ranks.ts";

const PASSES = 12;

export interface Sizes {
  height: Float64Array;
  /** 1 for the points where a long edge passes a layer: they pull each other straight. */
  passing: Uint8Array;
}

export function placeLayers(layers: number[][], edges: readonly Pair[], sizes: Sizes, gap: number): Float64Array {
  const count = sizes.height.length;
  const up: number[][] = Array.from({ length: count }, () => []);
  const down: number[][] = Array.from({ length: count }, () => []);
  for (const [source, target] of edges) {
    down[source]!.push(target);
    up[target]!.push(source);
  }
  const y = new Float64Array(count);
  for (const layer of layers) stack(layer, sizes, gap, y);
  for (let pass = 0; pass < PASSES; pass++) {
    const forward = pass % 2 === 0;
    const last = pass >= PASSES - 2;
    const sequence = layers.map((_, index) => (forward ? index : layers.length - 1 - index));
    for (const index of sequence) {
      const layer = layers[index]!;
      const wanted = layer.map((node) => {
        const list = last ? [...up[node]!, ...down[node]!] : forward ? up[node]! : down[node]!;
        return middle(node, list.length ? list : forward ? down[node]! : up[node]!, y, sizes);
      });
      settle(layer, wanted, sizes, gap, y);
    }
  }
  return y;
}

function middle(node: number, neighbours: readonly number[], y: Float64Array, sizes: Sizes): number {
  if (!neighbours.length) return y[node]!;
  let sum = 0;
  let weights = 0;
  for (const other of neighbours) {
    const weight = sizes.passing[node] && sizes.passing[other] ? 8 : sizes.passing[other] || sizes.passing[node] ? 2 : 1;
    sum += y[other]! * weight;
    weights += weight;
  }
  return sum / weights;
}

function between(a: number, b: number, sizes: Sizes, gap: number): number {
  const space = sizes.passing[a] && sizes.passing[b] ? gap / 3 : gap;
  return (sizes.height[a]! + sizes.height[b]!) / 2 + space;
}

function stack(layer: number[], sizes: Sizes, gap: number, y: Float64Array): void {
  let at = 0;
  layer.forEach((node, index) => {
    if (index) at += between(layer[index - 1]!, node, sizes, gap);
    y[node] = at;
  });
  for (const node of layer) y[node]! -= at / 2;
}

/** The nearest heights to the wanted ones that keep order and distances: isotonic regression by pooling. */
function settle(layer: number[], wanted: number[], sizes: Sizes, gap: number, y: Float64Array): void {
  const offset: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  let at = 0;
  layer.forEach((node, index) => {
    if (index) at += between(layer[index - 1]!, node, sizes, gap);
    offset.push(at);
    let sum = wanted[index]! - at;
    let size = 1;
    while (sums.length && sums[sums.length - 1]! / counts[counts.length - 1]! > sum / size) {
      sum += sums.pop()!;
      size += counts.pop()!;
    }
    sums.push(sum);
    counts.push(size);
  });
  let index = 0;
  sums.forEach((sum, block) => {
    for (let left = counts[block]!; left > 0; left--, index++) y[layer[index]!] = sum / counts[block]! + offset[index]!;
  });
}
