/** How numbers, times, names and transformations are said to people. */
import type { ColumnEdge, GraphNode, RunSummary } from "./types.ts";
import { columnOf, isColumn, labelOf } from "./ids.ts";

const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : NUMBER.format(value);
}

export function short(value: number): string {
  return SHORT.format(value);
}

export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let [amount, unit] = [value, 0];
  while (amount >= 1000 && unit < units.length - 1) [amount, unit] = [amount / 1000, unit + 1];
  return `${NUMBER.format(amount)} ${units[unit]}`;
}

export function seconds(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (value < 60) return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  const minutes = Math.floor(value / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(value % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function when(iso: string | null | undefined): string {
  const time = iso ? new Date(iso) : null;
  if (!time || Number.isNaN(time.getTime())) return "–";
  return time.toLocaleString("en-GB", { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** A task with its DAG, a dataset, a column of its dataset. */
export function spoken(id: string): string {
  return isColumn(id) ? `${labelOf(id)}.${columnOf(id)}` : labelOf(id);
}

export function jobTitle(node: GraphNode): string {
  return node.kind === "job" && node.task_id ? node.task_id : node.label;
}

export function runTitle(run: RunSummary): string {
  return [run.dag_id ?? run.job, run.task_id].filter(Boolean).join(" · ") || run.id;
}

export type Tone = "good" | "bad" | "busy" | "plain";

export function tone(state: string | null | undefined): Tone {
  if (/^(success|complete|passed|true)/i.test(state ?? "")) return "good";
  if (/^(fail|abort|error|upstream_failed)/i.test(state ?? "")) return "bad";
  if (/^(start|running|queued|deferred)/i.test(state ?? "")) return "busy";
  return "plain";
}

/** Every transformation of the columnLineage facet, in a sentence's words. */
const MEANING: Record<string, string> = {
  IDENTITY: "copied as it is",
  TRANSFORMATION: "computed from",
  AGGREGATION: "aggregated from",
  JOIN: "joins the rows",
  GROUP_BY: "groups the rows",
  FILTER: "filters the rows",
  SORT: "orders the rows",
  WINDOW: "decides the window",
  CONDITIONAL: "decides which value is taken",
};

export function meaning(edge: ColumnEdge): string {
  return MEANING[edge.subtype] ?? (edge.type === "INDIRECT" ? "influences" : "flows into");
}

/** What stands below a name in the graph: of a dataset where it is and its rows, of a task its DAG and how long it took. */
export function subtitle(node: GraphNode): string {
  if (node.kind === "job") {
    const place = node.dag_id && node.dag_id !== node.label ? node.dag_id : node.job_type || node.namespace;
    return [place, node.run?.seconds != null && seconds(node.run.seconds)].filter(Boolean).join(" · ");
  }
  const before = node.name.slice(0, Math.max(0, node.name.length - node.label.length)).replace(/[./]+$/, "");
  const rows = node.rows === null || node.rows === undefined ? "" : `${node.rows > 9999 ? short(node.rows) : number(node.rows)} ${node.rows === 1 ? "row" : "rows"}`;
  return [before || node.namespace, rows].filter(Boolean).join(" · ");
}

/** A value as a database's driver gave it, without the brackets of a row of one: `(False,)`. */
export function plainValue(value: string): string {
  return /^\(([^,()]*),\)$/.exec(value)?.[1] ?? value;
}
