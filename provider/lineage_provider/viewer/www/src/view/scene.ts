/**
 * What is to be drawn: cards with their places and rows, and lines between them, in the graph's own measure.
 *
 * In: the model, the state, the trace of the chosen column and a layout. Out: a Scene. Canvas, cards, pictures and
 * hit-testing all read it, so that what is seen, clicked and exported is the same.
 */
import { columnId, columnOf, datasetOf, isColumn } from "../core/ids.ts";
import type { Model, Trace } from "../core/model.ts";
import type { ViewState } from "../core/route.ts";
import type { Column, ColumnEdge, GraphNode } from "../core/types.ts";
import { jobTitle, subtitle } from "../core/words.ts";
import type { LayoutInput, LayoutResult, Point } from "../layout/layout.ts";

/** Cards are as wide as their names want, between these. */
const DATASET_WIDTHS: readonly [number, number] = [240, 340];
const JOB_WIDTHS: readonly [number, number] = [196, 300];
const LETTER = 8;
const SMALL_LETTER = 6.2;
export const HEADER = 50;
export const JOB_HEIGHT = 46;
export const ROW = 24;
const PADDING = 6;
/** Rows of an opened card; the rest behind "show all". */
export const FEW_ROWS = 14;

export interface Card {
  node: GraphNode;
  x: number;
  y: number;
  width: number;
  height: number;
  open: boolean;
  rows: Column[];
  /** Columns that are not shown. */
  rest: number;
  /** The place of each row by its name. */
  index: ReadonlyMap<string, number>;
  lit: boolean;
  dim: boolean;
  /** The traced column, if it is of this dataset. */
  chosen: string | null;
}

export type LineKind = "table" | "column";

export interface Line {
  kind: LineKind;
  source: string;
  target: string;
  points: Point[];
  indirect: boolean;
  lit: boolean;
  dim: boolean;
  edge: ColumnEdge | null;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Scene {
  cards: Map<string, Card>;
  lines: Line[];
  width: number;
  height: number;
  tracing: boolean;
}

export interface SceneInput {
  model: Model;
  state: ViewState;
  trace: Trace | null;
  /** Datasets whose every column is shown. */
  all: ReadonlySet<string>;
  /** What was worked out for this input already. */
  rows?: Map<string, Rows>;
  open?: ReadonlySet<string>;
}

interface Rows {
  rows: Column[];
  rest: number;
  index: Map<string, number>;
}

/** The rows of a dataset's card: all it may show when opened, else the traced ones. */
function rowsOf(input: SceneInput, id: string): Rows {
  const memory = (input.rows ??= new Map());
  let found = memory.get(id);
  if (!found) memory.set(id, (found = findRows(input, id)));
  return found;
}

function findRows(input: SceneInput, id: string): Rows {
  const { model, trace } = input;
  const open = isOpen(input, id);
  const names = model.columnNames(id);
  if (!open && !trace) return { rows: [], rest: names.length, index: new Map() };
  const known = new Map((model.dataset(id)?.columns ?? []).map((column) => [column.name, column]));
  const traced = (name: string): boolean => Boolean(trace?.distance.has(columnId(id, name)));
  const full = open && (input.all.has(id) || names.length <= FEW_ROWS + 1);
  const shown = names.filter((name, index) => (open && (full || index < FEW_ROWS)) || traced(name));
  return { rows: shown.map((name) => known.get(name) ?? { name }), rest: names.length - shown.length, index: new Map(shown.map((name, index) => [name, index])) };
}

function isOpen(input: SceneInput, id: string): boolean {
  return (input.open ??= new Set(input.state.open)).has(id);
}

const NO_ROWS: Rows = { rows: [], rest: 0, index: new Map() };

function sizeOf(input: SceneInput, node: GraphNode): { width: number; height: number } {
  if (node.kind === "job") return { width: widthOf(node, 84, JOB_WIDTHS), height: JOB_HEIGHT };
  const { rows, rest } = rowsOf(input, node.id);
  const width = widthOf(node, node.checks ? 136 : 96, DATASET_WIDTHS);
  return { width, height: rows.length ? HEADER + rows.length * ROW + (rest ? ROW : 0) + PADDING : HEADER };
}

/** Room for the name and what is below it, beside what else stands there; an estimate, since it is needed without a page. */
function widthOf(node: GraphNode, beside: number, [least, most]: readonly [number, number]): number {
  const text = Math.max(jobTitle(node).length * LETTER, subtitle(node).length * SMALL_LETTER);
  return Math.round(Math.min(most, Math.max(least, beside + text)));
}

/** Table-level edges as shown: through tasks, or from dataset to dataset. */
export function shownEdges(model: Model, jobs: boolean): [string, string][] {
  if (jobs) return model.edges.map((edge) => [edge.source, edge.target]);
  const found: [string, string][] = [];
  for (const node of model.nodes.values())
    if (node.kind === "job")
      for (const source of model.upstream(node.id))
        for (const target of model.downstream(node.id)) if (source !== target) found.push([source, target]);
  return found;
}

export function layoutInput(input: SceneInput): LayoutInput {
  const { model, state } = input;
  const nodes = [...model.nodes.values()].filter((node) => node.kind === "dataset" || state.jobs);
  const edges = shownEdges(model, state.jobs);
  // Columns may know more than tables do (an event with columnLineage only).
  const tables = new Set(edges.map((edge) => edge.join("\n")));
  if (!state.jobs || !tables.size)
    for (const edge of [...model.columns, ...model.rows]) edges.push([datasetOf(edge.source), datasetOf(edge.target)]);
  return { boxes: nodes.map((node) => ({ id: node.id, ...sizeOf(input, node) })), edges: edges.filter(([source, target]) => !readsItsOwn(source, target, tables)) };
}

/** A task that reads what it writes (MERGE, UPDATE) stands before it. */
function readsItsOwn(source: string, target: string, tables: ReadonlySet<string>): boolean {
  return target.startsWith("job:") && tables.has(`${target}\n${source}`);
}

export function buildScene(input: SceneInput, placed: LayoutResult): Scene {
  const { model, state, trace } = input;
  const cards = new Map<string, Card>();
  const onPath = trace ? new Set([...[...trace.distance.keys()].map(datasetOf), ...trace.jobs]) : null;
  for (const [id, point] of Object.entries(placed.at)) {
    const node = model.nodes.get(id)!;
    const { rows, rest, index } = node.kind === "dataset" ? rowsOf(input, id) : NO_ROWS;
    const lit = Boolean(onPath?.has(id));
    const open = isOpen(input, id);
    cards.set(id, { node, ...point, ...sizeOf(input, node), open, rows, rest, index, lit, dim: Boolean(onPath) && !lit, chosen: state.column && datasetOf(state.column) === id ? state.column : null });
  }
  const lines = [...tableLines(input, placed, cards), ...columnLines(input, placed, cards)];
  return { cards, lines, width: placed.width, height: placed.height, tracing: Boolean(trace) };
}

function tableLines({ model, state, trace }: SceneInput, placed: LayoutResult, cards: Map<string, Card>): Line[] {
  const near = state.select && !trace ? new Set([datasetOf(state.select)]) : null;
  return shownEdges(model, state.jobs).flatMap(([source, target]) => {
    const [from, to] = [cards.get(source), cards.get(target)];
    if (!from || !to) return [];
    const points = way(leave(from, null), enter(to, null), placed.passing[`${source}\n${target}`]);
    const lit = Boolean(near && (near.has(source) || near.has(target)));
    return [line("table", source, target, points, { lit, dim: Boolean(trace) })];
  });
}

function columnLines(input: SceneInput, placed: LayoutResult, cards: Map<string, Card>): Line[] {
  const { model, state, trace } = input;
  return [...model.columns, ...model.rows].flatMap((edge) => {
    const [source, target] = [datasetOf(edge.source), datasetOf(edge.target)];
    const [from, to] = [cards.get(source), cards.get(target)];
    if (!from || !to || source === target) return [];
    const lit = Boolean(trace?.edges.has(edge));
    const both = from.rows.length > 0 && to.rows.length > 0 && isColumn(edge.target);
    if (!lit && (trace || !both || !hasRow(from, edge.source) || !hasRow(to, edge.target))) return [];
    const points = columnWay(edge, from, to, placed, state.jobs ? cards.get(edge.job ?? "") : undefined);
    const indirect = edge.type === "INDIRECT";
    return [line("column", edge.source, edge.target, points, { lit, dim: false, indirect, edge })];
  });
}

function line(
  kind: LineKind,
  source: string,
  target: string,
  points: Point[],
  look: { lit: boolean; dim: boolean; indirect?: boolean; edge?: ColumnEdge },
): Line {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { kind, source, target, points, indirect: false, edge: null, ...look, left, top, right, bottom };
}

function hasRow(card: Card, id: string): boolean {
  return card.index.has(columnOf(id));
}

function rowMiddle(card: Card, id: string | null): number {
  const index = id && card.index.size ? card.index.get(columnOf(id)) : undefined;
  if (index !== undefined) return card.y + HEADER + index * ROW + ROW / 2;
  return card.y + (card.node.kind === "job" ? JOB_HEIGHT : HEADER) / 2;
}

function leave(card: Card, id: string | null): Point {
  return { x: card.x + card.width, y: rowMiddle(card, id) };
}

function enter(card: Card, id: string | null): Point {
  return { x: card.x, y: rowMiddle(card, id) };
}

/** Through the task that makes it, on the ways of the tables' lines; each edge a little apart from the others. */
function columnWay(edge: ColumnEdge, from: Card, to: Card, placed: LayoutResult, job: Card | undefined): Point[] {
  const [start, end] = [leave(from, edge.source), enter(to, edge.target)];
  const [source, target] = [from.node.id, to.node.id];
  if (!job || job.x < start.x || job.x + job.width > end.x) return way(start, end, placed.passing[`${source}\n${target}`]);
  const share = (rowMiddle(to, edge.target) - to.y) / Math.max(1, to.height);
  const y = job.y + JOB_HEIGHT * (0.2 + 0.6 * share);
  const before = placed.passing[`${source}\n${job.node.id}`] ?? [];
  const after = placed.passing[`${job.node.id}\n${target}`] ?? [];
  return [start, ...before, { x: job.x, y }, { x: job.x + job.width, y }, ...after, end];
}

function way(from: Point, to: Point, passing: Point[] | undefined): Point[] {
  return passing ? [from, ...passing, to] : [from, to];
}
