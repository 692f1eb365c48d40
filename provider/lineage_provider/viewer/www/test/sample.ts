/** Graphs for the tests: a small one written out, and large ones made by rule. */
import type { ColumnEdge, DatasetNode, Graph, JobNode } from "../src/core/types.ts";

export function dataset(name: string, columns: string[] = []): DatasetNode {
  return { id: `dataset:db|${name}`, kind: "dataset", namespace: "db", name, label: name.split(".").at(-1)!, columns: columns.map((column) => ({ name: column, type: "TEXT" })), checks: null, rows: null, bytes: null, updated: null, more_up: false, more_down: false };
}

export function job(name: string): JobNode {
  return { id: `job:airflow|${name}`, kind: "job", namespace: "airflow", name, label: name.split(".").at(-1)!, dag_id: name.split(".")[0]!, task_id: name.split(".").at(-1)!, job_type: "TASK", owners: ["ann"], run: null, more_up: false, more_down: false };
}

export function column(source: string, target: string, by: string, more: Partial<ColumnEdge> = {}): ColumnEdge {
  const id = (name: string): string => `dataset:db|${name.slice(0, name.lastIndexOf("."))}#${name.slice(name.lastIndexOf(".") + 1)}`;
  return { source: id(source), target: id(target), type: "DIRECT", subtype: "IDENTITY", job: `job:airflow|${by}`, ...more };
}

/** raw.a -> dag.one -> stg.b -> dag.two -> mart.c; raw.x decides the rows of stg.b. */
export function small(): Graph {
  return {
    nodes: [dataset("raw.a", ["id", "price"]), dataset("raw.x", ["flag"]), dataset("stg.b", ["id", "amount"]), dataset("mart.c", ["total"]), job("dag.one"), job("dag.two")],
    edges: [
      { source: "dataset:db|raw.a", target: "job:airflow|dag.one", kind: "reads" },
      { source: "dataset:db|raw.x", target: "job:airflow|dag.one", kind: "reads" },
      { source: "job:airflow|dag.one", target: "dataset:db|stg.b", kind: "writes" },
      { source: "dataset:db|stg.b", target: "job:airflow|dag.two", kind: "reads" },
      { source: "job:airflow|dag.two", target: "dataset:db|mart.c", kind: "writes" },
    ],
    columns: [column("raw.a.id", "stg.b.id", "dag.one"), column("raw.a.price", "stg.b.amount", "dag.one"), column("stg.b.amount", "mart.c.total", "dag.two", { subtype: "AGGREGATION", expression: "SUM(amount)" })],
    rows: [{ source: "dataset:db|raw.x#flag", target: "dataset:db|stg.b", type: "INDIRECT", subtype: "FILTER", job: "job:airflow|dag.one" }],
    root: "dataset:db|stg.b",
    truncated: false,
  };
}
