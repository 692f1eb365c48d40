/**
 * Where everything stands: a layered layout from left to right.
 *
 * In: boxes (id, width, height) and edges. Out: the left upper corner of each box, the points where long edges enter and
 * leave the layers between, and the size of it all. Pure and deterministic, so that it runs in a worker, on the page and
 * in tests; 1,000 boxes take about 30 ms.
 */
import { orderLayers } from "./order.ts";
import { placeLayers } from "./place.ts";
import { ranksOf, withoutCycles, type Pair } from "./ranks.ts";

export interface Box {
  id: string;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface LayoutInput {
  boxes: Box[];
  edges: [string, string][];
}

export interface LayoutResult {
  at: Record<string, Point>;
  /** For an edge `source\ntarget` that passes layers: the points it passes, from source to target. */
  passing: Record<string, Point[]>;
  width: number;
  height: number;
}

const LAYER_GAP = 68;
const ROW_GAP = 22;
const PASSING_HEIGHT = 6;
const PART_GAP = 56;
/** Beyond this many passing points the picture is too dense for them to help. */
const MOST_PASSING = 12_000;

export function layout(input: LayoutInput): LayoutResult {
  const number = new Map(input.boxes.map((box, index) => [box.id, index]));
  const edges: Pair[] = [];
  const seen = new Set<number>();
  for (const [source, target] of input.edges) {
    const pair: Pair = [number.get(source) ?? -1, number.get(target) ?? -1];
    if (pair[0] < 0 || pair[1] < 0 || seen.has(pair[0] * input.boxes.length + pair[1])) continue;
    seen.add(pair[0] * input.boxes.length + pair[1]);
    edges.push(pair);
  }
  const parts = partsOf(input.boxes.length, edges).map((nodes) => layoutPart(nodes, input.boxes));
  return pack(parts);
}

interface Part {
  nodes: number;
  at: Map<string, Point>;
  passing: Map<string, Point[]>;
  width: number;
  height: number;
}

function layoutPart({ nodes, inside }: { nodes: number[]; inside: Pair[] }, boxes: Box[]): Part {
  const local = new Map(nodes.map((node, index) => [node, index]));
  const own = inside.map(([source, target]): Pair => [local.get(source)!, local.get(target)!]);
  const forward = withoutCycles(nodes.length, own);
  const rank = ranksOf(nodes.length, forward);
  const lowest = rank.reduce((least, value) => Math.min(least, value), 0);
  const heights = nodes.map((node) => boxes[node]!.height);
  const layers: number[][] = [];
  const put = (node: number, layer: number): void => void (layers[layer] ??= []).push(node);
  nodes.forEach((_, index) => put(index, rank[index]! - lowest));
  const { short, ways } = splitLongEdges(forward, rank, lowest, heights, put);
  const filled = Array.from(layers, (layer) => layer ?? []);
  const count = heights.length;
  const passing = Uint8Array.from({ length: count }, (_, index) => (index >= nodes.length ? 1 : 0));
  const ordered = orderLayers(filled, short, count);
  const y = placeLayers(ordered, short, { height: Float64Array.from(heights), passing }, ROW_GAP);
  return measure(ordered, nodes, boxes, y, ways);
}

/** Long edges become chains through the layers between. */
function splitLongEdges(
  edges: Pair[],
  rank: Int32Array,
  lowest: number,
  heights: number[],
  put: (node: number, layer: number) => void,
): { short: Pair[]; ways: Map<string, number[]> } {
  const short: Pair[] = [];
  const ways = new Map<string, number[]>();
  const wanted = edges.reduce((sum, [source, target]) => sum + rank[target]! - rank[source]! - 1, 0);
  for (const [source, target] of edges) {
    const span = rank[target]! - rank[source]!;
    if (span < 2) {
      short.push([source, target]);
      continue;
    }
    if (wanted > MOST_PASSING) continue;
    let last = source;
    const way: number[] = [];
    for (let layer = rank[source]! + 1; layer < rank[target]!; layer++) {
      const point = heights.length;
      heights.push(PASSING_HEIGHT);
      put(point, layer - lowest);
      short.push([last, point]);
      way.push(point);
      last = point;
    }
    short.push([last, target]);
    ways.set(`${source},${target}`, way);
  }
  return { short, ways };
}

function measure(layers: number[][], nodes: number[], boxes: Box[], y: Float64Array, ways: Map<string, number[]>): Part {
  const at = new Map<string, Point>();
  const crossing = new Map<number, [Point, Point]>();
  let x = 0;
  let [top, bottom] = [Infinity, -Infinity];
  for (const layer of layers) {
    const real = layer.filter((node) => node < nodes.length);
    const width = real.reduce((most, node) => Math.max(most, boxes[nodes[node]!]!.width), 0);
    for (const node of layer) {
      const box = node < nodes.length ? boxes[nodes[node]!]! : undefined;
      if (!box) crossing.set(node, [{ x, y: y[node]! }, { x: x + width, y: y[node]! }]);
      const height = box ? box.height : PASSING_HEIGHT;
      top = Math.min(top, y[node]! - height / 2);
      bottom = Math.max(bottom, y[node]! + height / 2);
      if (box) at.set(box.id, { x: x + (width - box.width) / 2, y: y[node]! - box.height / 2 });
    }
    x += width + LAYER_GAP;
  }
  for (const point of at.values()) point.y -= top;
  for (const points of crossing.values()) for (const point of points) point.y -= top;
  const passing = new Map<string, Point[]>();
  for (const [key, way] of ways) {
    const [source, target] = key.split(",").map((node) => boxes[nodes[Number(node)]!]!.id) as [string, string];
    const points = way.flatMap((node) => crossing.get(node)!);
    passing.set(`${source}\n${target}`, points);
    passing.set(`${target}\n${source}`, [...points].reverse());
  }
  return { nodes: nodes.length, at, passing, width: x - LAYER_GAP, height: bottom - top };
}

/** The graph's connected parts, the largest first. */
function partsOf(count: number, edges: readonly Pair[]): { nodes: number[]; inside: Pair[] }[] {
  const parent = Int32Array.from({ length: count }, (_, index) => index);
  const find = (node: number): number => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]!]!;
    return node;
  };
  for (const [source, target] of edges) parent[find(source)] = find(target);
  const parts = new Map<number, { nodes: number[]; inside: Pair[] }>();
  for (let node = 0; node < count; node++) {
    const root = find(node);
    if (!parts.has(root)) parts.set(root, { nodes: [], inside: [] });
    parts.get(root)!.nodes.push(node);
  }
  for (const edge of edges) parts.get(find(edge[0]))!.inside.push(edge);
  return [...parts.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

/** Parts below each other; small ones side by side, as wide as the widest (or a screen). */
function pack(parts: Part[]): LayoutResult {
  const result: LayoutResult = { at: {}, passing: {}, width: 0, height: 0 };
  const widest = Math.max(1400, ...parts.map((part) => part.width));
  let [x, y, row] = [0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > widest) [x, y, row] = [0, y + row + PART_GAP, 0];
    const move = (point: Point): Point => ({ x: point.x + x, y: point.y + y });
    for (const [id, point] of part.at) result.at[id] = move(point);
    for (const [key, points] of part.passing) result.passing[key] = points.map(move);
    result.width = Math.max(result.width, x + part.width);
    row = Math.max(row, part.height);
    result.height = Math.max(result.height, y + part.height);
    x += part.width + PART_GAP;
  }
  return result;
}
