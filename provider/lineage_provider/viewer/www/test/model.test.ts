import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, datasetOf, isColumn, labelOf, nameOf } from "../src/core/ids.ts";
import { Model } from "../src/core/model.ts";
import { SnapshotSource } from "../src/core/source.ts";
import { dataset, job, small } from "./sample.ts";

const C = "dataset:db|mart.c#total";
const PRICE = "dataset:db|raw.a#price";

test("a column's id is cut at its column", () => {
  assert.equal(datasetOf(PRICE), "dataset:db|raw.a");
  assert.equal(columnOf(PRICE), "price");
  assert.equal(isColumn("dataset:db|raw.a"), false);
});

test("names with a hash are cut at the right one", () => {
  const orders = "dataset:mssql://h|tempdb.dbo.%23orders";
  assert.equal(columnOf(`${orders}#amount`), "amount");
  assert.equal(datasetOf(orders), orders);
  assert.deepEqual(nameOf(`${orders}#amount`), { namespace: "mssql://h", name: "tempdb.dbo.#orders" });
  assert.equal(nameOf("dataset:file|/data/50%25 off%2523.csv").name, "/data/50% off%23.csv");
  assert.equal(columnOf("dataset:oracle://h|sys.v$session#SERIAL#"), "SERIAL#");
});

test("labels are the last part of a name", () => {
  assert.equal(labelOf("dataset:s3://bucket|raw/orders.csv"), "orders.csv");
  assert.equal(labelOf("dataset:db|raw.orders"), "orders");
  assert.equal(labelOf("dag:daily.sales"), "daily.sales");
});

test("a column's trace goes all the way up and down", () => {
  const trace = Model.of(small()).trace("dataset:db|stg.b#amount");
  assert.deepEqual(Object.fromEntries(trace.distance), { "dataset:db|stg.b#amount": 0, [PRICE]: -1, [C]: 1 });
  assert.deepEqual([...trace.jobs].sort(), ["job:airflow|dag.one", "job:airflow|dag.two"]);
});

test("a trace of columns that feed each other ends", () => {
  const graph = small();
  graph.columns.push({ source: C, target: PRICE, type: "DIRECT", subtype: "IDENTITY" });
  assert.equal(Model.of(graph).trace(PRICE).distance.size, 3);
});

test("the impact of a column: what is made of it, by which tasks, whose", () => {
  const impact = Model.of(small()).impact(PRICE);
  assert.deepEqual(impact.columns.map(({ id, distance }) => [id, distance]), [["dataset:db|stg.b#amount", 1], [C, 2]]);
  assert.deepEqual(impact.datasets.map(({ id }) => id), ["dataset:db|stg.b", "dataset:db|mart.c"]);
  assert.deepEqual(impact.dags, ["dag"]);
  assert.deepEqual(impact.owners, ["ann"]);
});

test("a column that decides rows has an impact on what is made of them, said to be by rows", () => {
  const { datasets } = Model.of(small()).impact("dataset:db|raw.x#flag");
  assert.deepEqual(datasets, [{ id: "dataset:db|stg.b", distance: 1, rows: true }, { id: "dataset:db|mart.c", distance: 2, rows: true }]);
});

test("graphs merge: nothing twice, what was loaded stays loaded", () => {
  const model = Model.of(small());
  assert.equal(model.add(small()), false);
  const open = { ...dataset("mart.c", ["total"]), more_down: true };
  model.add({ ...small(), nodes: [open, job("dag.three")], edges: [{ source: open.id, target: "job:airflow|dag.three", kind: "reads" }], columns: [], rows: [] });
  assert.equal(model.dataset(open.id)!.more_down, false);
  assert.deepEqual(model.downstream(open.id), ["job:airflow|dag.three"]);
});

test("a path's tasks are connected with its datasets even where only columns say so", () => {
  const model = Model.of({ ...small(), edges: [] });
  assert.deepEqual(model.upstream("dataset:db|mart.c"), ["job:airflow|dag.two"]);
  assert.deepEqual(model.downstream("dataset:db|raw.a"), ["job:airflow|dag.one"]);
});

test("columns that only edges know are columns, too", () => {
  const graph = small();
  graph.nodes[0] = dataset("raw.a");
  assert.deepEqual(Model.of(graph).columnNames("dataset:db|raw.a"), ["id", "price"]);
});

test("a file is searched by all words, exact names first", async () => {
  const source = new SnapshotSource({ graph: small() });
  assert.deepEqual((await source.search("b")).map(({ id }) => id)[0], "dataset:db|stg.b");
  assert.deepEqual((await source.search("stg amount")).map(({ id }) => id), []);
  assert.deepEqual((await source.search("total")).map(({ id }) => id), [C]);
});
