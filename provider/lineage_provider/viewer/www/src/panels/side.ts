/** The panel beside the graph: what is known of the chosen dataset, column, task or line. */
import { columnId, columnOf, datasetOf, isColumn, labelOf } from "../core/ids.ts";
import type { ColumnEdge, DatasetNode, JobNode } from "../core/types.ts";
import { bytes, jobTitle, number, plural, seconds, spoken, when } from "../core/words.ts";
import { h, icon, type Child } from "../view/dom.ts";
import type { Line } from "../view/scene.ts";
import type { Context } from "./context.ts";
import { button, checkStrips, datasetLink, edgeItem, facts, link, note, runRows, section, sparkline, stateBadge } from "./parts.ts";

export function sidePanel(context: Context, id: string): HTMLElement {
  const { model } = context;
  const dataset = model.dataset(id);
  if (dataset) return isColumn(id) ? columnPanel(context, dataset, id) : datasetPanel(context, dataset);
  const job = model.job(id);
  if (job) return jobPanel(context, job);
  return note("Not in this graph", "What was chosen is not among what is loaded.", button("Show it", "target", () => context.go(id)));
}

function heading(kind: string, name: Child, below: Child): HTMLElement {
  return h("header.lx-panel-head", null, h("div.lx-kind", null, kind), h("h2", null, name), h("div.lx-quiet.lx-break", null, below));
}

function datasetPanel(context: Context, node: DatasetNode): HTMLElement {
  const { model, source, state } = context;
  const names = model.columnNames(node.id);
  const known = new Map(node.columns.map((column) => [column.name, column]));
  const rowEdges = model.edgesInto(node.id);
  return h(
    "div",
    null,
    heading("Dataset", node.label, [node.name, h("br"), node.namespace]),
    h(
      "div.lx-actions",
      null,
      button("What depends on it", "target", () => context.impact(node.id), "lx-primary"),
      source.live && state.node !== node.id ? button("Centre here", "graph", () => context.go(node.id)) : null,
      copyButton(context, node.name),
    ),
    facts(["Rows", node.rows === null ? null : number(node.rows)], ["Size", node.bytes === null ? null : bytes(node.bytes)], ["Last written", node.updated ? when(node.updated) : null], ["Columns", String(names.length)]),
    neighbours(context, node.id),
    node.checks ? section("Checks", context.fill(source.checks(node.id), (results) => (results.length ? checkStrips(results, source.live ? context.openRun : undefined) : h("p.lx-quiet", null, checkSummary(node))))) : null,
    context.fill(source.statistics(node.id), (values) => {
      const chart = sparkline(values);
      return chart ? section("Rows written", chart) : null;
    }),
    rowEdges.length ? section("What decides its rows", edgeList(context, rowEdges, "source")) : null,
    names.length
      ? section(
          "Columns",
          h(
            "ul.lx-dictionary",
            null,
            names.map((name) => h("li", null, link(name, () => context.trace(columnId(node.id, name)), "Trace this column"), h("span.lx-type", null, (known.get(name)?.type ?? "").toLowerCase()), known.get(name)?.description ? h("div.lx-quiet", null, known.get(name)!.description) : null)),
          ),
        )
      : section("Columns", h("p.lx-quiet", null, "No event has named its columns yet. They come with the next run of a task that reads or writes it through a database connection.")),
  );
}

function checkSummary(node: DatasetNode): string {
  const { passed, failed, warned } = node.checks!;
  return [plural(passed, "check") + " passed", failed && `${failed} failed`, warned && `${warned} warned`].filter(Boolean).join(", ");
}

function neighbours(context: Context, id: string): HTMLElement {
  const { model } = context;
  const list = (ids: readonly string[]): Child =>
    ids.length ? ids.map((each) => h("li", null, link([h("span.lx-mini", null, icon(each.startsWith("job:") ? "task" : "table", 12)), model.nodes.get(each) ? jobTitle(model.nodes.get(each)!) : labelOf(each)], () => context.select(each)))) : h("li.lx-quiet", null, "nothing known");
  const [before, after] = id.startsWith("job:") ? ["Reads", "Writes"] : ["Written by", "Read by"];
  return h("div.lx-columns2", null, h("section.lx-section", null, h("h3", null, before), h("ul.lx-plain", null, list(model.upstream(id)))), h("section.lx-section", null, h("h3", null, after), h("ul.lx-plain", null, list(model.downstream(id)))));
}

function columnPanel(context: Context, node: DatasetNode, id: string): HTMLElement {
  const { model } = context;
  const known = node.columns.find((column) => column.name === columnOf(id));
  const trace = model.trace(id);
  const up = [...trace.distance].filter(([, distance]) => distance < 0);
  const down = [...trace.distance].filter(([, distance]) => distance > 0);
  const into = model.edgesInto(id);
  const from = model.edgesFrom(id);
  const rows = model.edgesInto(node.id);
  const origins = up.map(([each]) => each).filter((each) => isColumn(each) && !model.edgesInto(each).length);
  return h(
    "div",
    null,
    heading("Column", columnOf(id), [link(node.label, () => context.select(node.id)), known?.type ? ` · ${known.type.toLowerCase()}` : ""]),
    known?.description ? h("p", null, known.description) : null,
    h("div.lx-actions", null, button("What depends on it", "target", () => context.impact(id), "lx-primary"), context.state.column === id ? button("Stop tracing", "close", () => context.set({ column: null, select: node.id })) : button("Trace", "graph", () => context.trace(id))),
    h("p.lx-quiet", null, `${plural(up.filter(([each]) => isColumn(each)).length, "column")} upstream, ${down.filter(([each]) => isColumn(each)).length} downstream, through ${plural(trace.jobs.size, "task")}.`),
    section("Made from", into.length ? edgeList(context, into, "source") : h("p.lx-quiet", null, "Nothing known: a source, a constant, or a task without column lineage.")),
    rows.length ? section("Rows decided by", edgeList(context, rows, "source")) : null,
    section("Flows into", from.length ? edgeList(context, from, "target") : h("p.lx-quiet", null, "Nothing known reads it.")),
    origins.length ? section("First sources", h("ul.lx-plain", null, origins.map((each) => h("li", null, datasetLink(each, context.trace))))) : null,
  );
}

/** The first of many edges; the rest when asked for. */
const FEW = 12;

function edgeList(context: Context, edges: readonly ColumnEdge[], end: "source" | "target"): HTMLElement {
  const item = (group: ColumnEdge[]): HTMLElement => {
    const edge = group[0]!;
    const go = (id: string): void => (isColumn(id) ? context.trace(id) : context.select(id));
    const job = edge.job ? { label: jobLabel(context, edge.job), open: () => context.select(edge.job!) } : undefined;
    return edgeItem(group, end, go, job);
  };
  const groups = grouped(edges, end);
  const list = h("ul.lx-edges", null, groups.slice(0, FEW).map(item));
  if (groups.length > FEW) {
    const more = button(`Show ${groups.length - FEW} more`, null, () => {
      more.remove();
      list.append(...groups.slice(FEW).map(item));
    });
    return h("div", null, list, more);
  }
  return list;
}

/** Edges of the same two ends in the same task and of the same type are one entry. */
function grouped(edges: readonly ColumnEdge[], end: "source" | "target"): ColumnEdge[][] {
  const groups = new Map<string, ColumnEdge[]>();
  for (const edge of edges) {
    const key = [edge[end], edge.type, edge.job, edge.expression].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  return [...groups.values()];
}

function jobLabel(context: Context, id: string): string {
  const job = context.model.job(id);
  return job ? jobTitle(job) : labelOf(id);
}

function jobPanel(context: Context, node: JobNode): HTMLElement {
  const { source } = context;
  const chosen = new Set<string>();
  const url = node.dag_id ? context.airflowUrl(node.dag_id, node.task_id) : null;
  return h(
    "div",
    null,
    heading(node.job_type ? node.job_type.toLowerCase() : "task", jobTitle(node), [node.dag_id ? ["in ", context.source.live ? link(node.dag_id, () => context.go(`dag:${node.dag_id}`), "Show the DAG's lineage") : node.dag_id] : node.name, h("br"), node.namespace]),
    node.description ? h("p", null, node.description) : null,
    h("div.lx-actions", null, node.run ? button("Last run", "task", () => context.openRun(node.run!.id), "lx-primary") : null, url ? h("a.lx-button", { href: url, target: "_top" }, "Open in Airflow") : null),
    facts(["State", node.run ? stateBadge(node.run.state) : "no run yet"], ["Started", node.run ? when(node.run.started) : null], ["Took", node.run ? seconds(node.run.seconds) : null], ["Owners", node.owners.join(", ")]),
    neighbours(context, node.id),
    context.fill(source.runs({ job: node.id, limit: 15 }), (runs) => {
      if (!runs.length) return null;
      const compare = button("Compare the two chosen", "compare", () => {
        const [right, left] = runs.filter((run) => chosen.has(run.id)).map((run) => run.id);
        if (left && right) context.compare(left, right);
      });
      (compare as HTMLButtonElement).disabled = true;
      const toggle = (id: string): void => {
        if (!chosen.delete(id)) chosen.add(id);
        (compare as HTMLButtonElement).disabled = chosen.size !== 2;
      };
      return section("Runs", runRows(runs, context.openRun, runs.length > 1 && source.live ? { chosen, toggle } : undefined), runs.length > 1 && source.live ? compare : null);
    }),
  );
}

/** A line that was clicked. */
export function linePanel(context: Context, line: Line): HTMLElement {
  if (!line.edge) {
    const between = context.model.columns.filter((edge) => datasetOf(edge.source) === line.source && datasetOf(edge.target) === line.target);
    const words = line.source.startsWith("job:") ? "writes" : line.target.startsWith("job:") ? "is read by" : "flows into";
    return h("div", null, heading("Connection", `${labelOf(line.source)} ${words} ${labelOf(line.target)}`, ""), h("ul.lx-plain", null, [line.source, line.target].map((id) => h("li", null, link(labelOf(id), () => context.select(id))))), between.length ? section("Columns", edgeList(context, between, "source")) : null);
  }
  const { edge } = line;
  const job = edge.job ? { label: jobLabel(context, edge.job), open: () => context.select(edge.job!) } : undefined;
  return h(
    "div",
    null,
    heading("Connection", isColumn(edge.target) ? spoken(edge.target) : labelOf(edge.target), ["from ", spoken(edge.source)]),
    section("How it is made", h("ul.lx-edges", null, edgeItem([edge], "source", context.trace, job))),
    section("Ends", h("ul.lx-plain", null, [edge.source, edge.target].map((id) => h("li", null, datasetLink(id, isColumn(id) ? context.trace : context.select))))),
  );
}

function copyButton(context: Context, text: string): HTMLElement {
  return button("Copy name", "copy", () => {
    void navigator.clipboard?.writeText(text).then(
      () => context.say("Name copied"),
      () => context.say("The browser does not let this page copy"),
    );
  });
}
