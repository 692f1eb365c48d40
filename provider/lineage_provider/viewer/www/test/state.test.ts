import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/core/model.ts";
import { parseRoute, START, writeRoute, type ViewState } from "../src/core/route.ts";
import { plainValue } from "../src/core/words.ts";
import { layout } from "../src/layout/layout.ts";
import { csv } from "../src/view/export.ts";
import { Camera } from "../src/view/camera.ts";
import { draw, inTwo } from "../src/view/draw.ts";
import { step } from "../src/view/keys.ts";
import { buildScene, HEADER, layoutInput, ROW, type Scene, type SceneInput } from "../src/view/scene.ts";
import { lineDiff, tokens } from "../src/view/sql.ts";
import type { Colours } from "../src/view/theme.ts";
import { small } from "./sample.ts";

const B = "dataset:db|stg.b";

function scene(change: Partial<ViewState> = {}): Scene {
  const model = Model.of(small());
  const state = { ...START, view: "graph" as const, ...change };
  const input: SceneInput = { model, state, trace: state.column ? model.trace(state.column) : null, all: new Set() };
  return buildScene(input, layout(layoutInput(input)));
}

test("every state has an address that gives it back", () => {
  const state: ViewState = { ...START, view: "list", node: "dataset:s3://b|a b/ü#1", up: 0, down: 5, open: ["dataset:x|y", "dataset:x|z"], column: `${B}#amount`, select: `${B}#amount`, more: ["up:dataset:x|y"], jobs: false };
  assert.deepEqual(parseRoute(new URLSearchParams(writeRoute(state).toString())), state);
});

test("an address that says nothing is the start, a node a graph, a run a run", () => {
  assert.deepEqual(parseRoute(new URLSearchParams()), START);
  assert.equal(parseRoute(new URLSearchParams("node=dag:x")).view, "graph");
  assert.equal(parseRoute(new URLSearchParams("run=1")).view, "run");
  assert.equal(parseRoute(new URLSearchParams("left=1&right=2")).view, "compare");
});

test("placeholders that Airflow left unfilled and nonsense are absent", () => {
  const state = parseRoute(new URLSearchParams("run={RUN_ID}&up=many&view=nothing"));
  assert.deepEqual(state, START);
});

test("an opened dataset shows its columns and grows by them", () => {
  assert.equal(scene().cards.get(B)!.height, HEADER);
  const card = scene({ open: [B] }).cards.get(B)!;
  assert.deepEqual(card.rows.map(({ name }) => name), ["id", "amount"]);
  assert.ok(card.height >= HEADER + 2 * ROW);
});

test("a card is as wide as its name wants, within bounds", () => {
  const width = (name: string): number => {
    const graph = small();
    graph.nodes = graph.nodes.map((node) => (node.id === B ? { ...node, label: name } : node));
    const input: SceneInput = { model: Model.of(graph), state: START, trace: null, all: new Set() };
    return buildScene(input, layout(layoutInput(input))).cards.get(B)!.width;
  };
  const [short, long, endless] = [width("b"), width("customer_lifetime_value"), width("b".repeat(200))];
  assert.ok(short < long && long < endless && endless < 400, `${short} ${long} ${endless}`);
});

test("from afar a long name has two lines, parted where its words are", () => {
  assert.deepEqual(inTwo("orders", 10), ["orders"]);
  assert.deepEqual(inTwo("stage_order_lines", 11), ["stage_", "order_lines"]);
  assert.deepEqual(inTwo("check_return_rate", 13), ["check_return_", "rate"]);
  assert.deepEqual(inTwo("customerlifetimevalue", 11), ["customerlif", "etimevalue"]);
  assert.deepEqual(inTwo("a_customerlifetimevalueofthelastyear", 10), ["a_customer", "lifetimev…"]);
});

test("from afar every card has its name on the canvas", () => {
  const written: string[] = [];
  const context = new Proxy({ fillText: (text: string) => written.push(text), getTransform: () => ({ a: 1 }) } as Record<string, unknown>, {
    get: (target, name) => target[String(name)] ?? (() => undefined),
    set: () => true,
  }) as unknown as CanvasRenderingContext2D;
  const shown = scene();
  const camera = Object.assign(new Camera(), { width: 1400, height: 900 });
  camera.zoom = 0.3;
  draw(context, shown, camera, {} as Colours, null, 0);
  assert.equal(written.length, shown.cards.size);
});

test("a traced column shows the columns of its path and dims the rest", () => {
  const { cards, lines } = scene({ column: `${B}#amount` });
  assert.deepEqual(cards.get("dataset:db|raw.a")!.rows.map(({ name }) => name), ["price"]);
  assert.equal(cards.get("dataset:db|raw.x")!.dim, true);
  assert.equal(lines.filter((line) => line.lit).length, 2);
});

test("without tasks datasets are connected directly", () => {
  const { cards, lines } = scene({ jobs: false });
  assert.equal([...cards.values()].some((card) => card.node.kind === "job"), false);
  assert.ok(lines.some((line) => line.source === "dataset:db|raw.a" && line.target === B));
});

test("a task that reads what it writes stands before it", () => {
  const graph = small();
  graph.edges.unshift({ source: B, target: "job:airflow|dag.one", kind: "reads" });
  const input: SceneInput = { model: Model.of(graph), state: START, trace: null, all: new Set() };
  const { at } = layout(layoutInput(input));
  assert.ok(at["job:airflow|dag.one"]!.x < at[B]!.x);
});

test("arrows go along edges and rows", () => {
  const shown = scene({ open: [B] });
  assert.equal(step(shown, B, "ArrowRight"), "job:airflow|dag.two");
  assert.equal(step(shown, B, "ArrowLeft"), "job:airflow|dag.one");
  assert.equal(step(shown, B, "ArrowDown"), `${B}#id`);
  assert.equal(step(shown, `${B}#id`, "ArrowUp"), B);
  assert.equal(step(shown, `${B}#id`, "ArrowRight"), "job:airflow|dag.two");
});

test("arrows on a traced column go along its path", () => {
  assert.equal(step(scene({ column: `${B}#amount` }), `${B}#amount`, "ArrowRight"), "dataset:db|mart.c#total");
});

test("an impact becomes a table that no spreadsheet runs", () => {
  const impact = { root: "", datasets: [{ id: 'dataset:db|a,"b"', distance: 1 }], columns: [], jobs: [{ id: "job:n|=cmd()", dag_id: "=cmd()", task_id: "t", owners: ["-1", "x"], distance: 1 }], dags: [], owners: [] };
  const [, first, second] = csv(impact).split("\r\n");
  assert.equal(first, 'dataset,db,"a,""b""",,,,,1,');
  assert.equal(second, "task,n,'=cmd(),,'=cmd(),t,'-1 x,1,");
});

test("SQL is coloured without losing a letter, whatever it is", () => {
  const sql = "SELECT a, 'it''s -- no' FROM \"T\" -- end\nWHERE x = $$ body $$ and unfinished = 'open";
  assert.equal(tokens(sql).map(({ text }) => text).join(""), sql);
  assert.deepEqual(tokens("SELECT 'x' -- c").filter(({ kind }) => kind !== "plain").map(({ kind }) => kind), ["keyword", "string", "comment"]);
});

test("what follows a dot is a name, also where SQL has such a word", () => {
  const kinds = tokens("FROM raw.returns WHERE returns").filter(({ text }) => text === "returns").map(({ kind }) => kind);
  assert.deepEqual(kinds, ["plain", "keyword"]);
});

test("a check's value is said without the brackets of its row", () => {
  assert.deepEqual(["(False,)", "3", "(1, 2)", "f(x,)"].map(plainValue), ["False", "3", "(1, 2)", "f(x,)"]);
});

test("two texts are compared line by line", () => {
  assert.deepEqual(lineDiff("a\nb\nc", "a\nx\nc").map(({ side, text }) => `${side} ${text}`), ["both a", "left b", "right x", "both c"]);
});
