/** The other pages: the start, the list for screen readers (and everybody who likes lists), the impact. */
import { columnId, columnOf, datasetOf, labelOf, nameOf } from "../core/ids.ts";
import type { Impact, RunSummary } from "../core/types.ts";
import { jobTitle, meaning, plural, spoken } from "../core/words.ts";
import { h, icon, type Child } from "../view/dom.ts";
import { csv, download } from "../view/export.ts";
import type { Context } from "./context.ts";
import { button, datasetLink, link, note, runRows, section, stateBadge, table } from "./parts.ts";

export function homePage(context: Context, openSearch: () => void): HTMLElement {
  const search = h("button.lx-bigsearch", { type: "button", onclick: openSearch }, icon("search", 18), h("span", null, "Find a table, column, task or DAG"), h("kbd", null, "Ctrl K"));
  return h(
    "article.lx-page.lx-home",
    null,
    h("h2", null, "Where does this column come from, and what breaks if it changes?"),
    search,
    context.fill(context.source.runs({ limit: 12, type: "TASK" }), (runs) => (runs.length ? recent(context, runs) : emptyStore())),
  );
}

function recent(context: Context, runs: RunSummary[]): Child {
  const dags = [...new Set(runs.flatMap((run) => (run.dag_id ? [run.dag_id] : [])))];
  return [
    dags.length ? section("DAGs that ran lately", h("div.lx-chips", null, dags.map((dag) => h("button.lx-chip", { type: "button", onclick: () => context.go(`dag:${dag}`) }, icon("graph", 14), dag)))) : null,
    section("Latest runs", runRows(runs, context.openRun)),
  ];
}

function emptyStore(): HTMLElement {
  return note(
    "No lineage yet",
    [
      "Run a DAG whose tasks use SQL: its tables and columns appear here a few seconds after each task ends. ",
      "If they do not, ",
      h("code", null, "airflow lineage doctor"),
      " says what is missing.",
    ],
  );
}

/** The graph as text: each dataset with what it is made from and what uses it. */
export function listPage(context: Context): HTMLElement {
  const { model, state } = context;
  const nodes = [...model.nodes.values()];
  const datasets = nodes.filter((node) => node.kind === "dataset").sort((a, b) => a.name.localeCompare(b.name));
  const jobs = nodes.filter((node) => node.kind === "job").sort((a, b) => a.name.localeCompare(b.name));
  const links = (ids: readonly string[]): Child => (ids.length ? ids.map((id, index) => [index ? ", " : "", link(spoken(id), () => context.set({ select: id }), id)]) : "–");
  const trace = state.column ? model.trace(state.column) : null;
  return h(
    "article.lx-page",
    null,
    h("header.lx-page-head", null, h("div", null, h("div.lx-kind", null, "List"), h("h2", null, `${plural(datasets.length, "dataset")}, ${plural(jobs.length, "task")}`))),
    trace && state.column
      ? section(
          `Path of ${spoken(state.column)}`,
          table("Path of the column", ["Distance", "Column", "Made from"], [...trace.distance].sort((a, b) => a[1] - b[1]).map(([id, distance]) => [String(distance), datasetLink(id, context.trace), model.edgesInto(id).filter((edge) => trace.edges.has(edge)).map((edge) => h("div", null, `${meaning(edge)} ${spoken(edge.source)}`, edge.expression ? h("code.lx-expression", null, edge.expression) : null))])),
        )
      : null,
    section(
      "Datasets",
      table("Datasets", ["Dataset", "Checks", "Written by", "Read by", "Columns"], datasets.map((node) => [
        [link(node.label, () => context.set({ select: node.id }), node.name), h("div.lx-quiet.lx-break", null, node.name)],
        node.kind === "dataset" && node.checks ? (node.checks.failed ? `${node.checks.failed} failed` : `${node.checks.passed} passed`) : "",
        links(model.upstream(node.id)),
        links(model.downstream(node.id)),
        h("details", null, h("summary", null, plural(model.columnNames(node.id).length, "column")), h("ul.lx-plain", null, model.columnNames(node.id).map((name) => h("li", null, link(name, () => context.trace(columnId(node.id, name)), "Trace this column"))))),
      ])),
    ),
    section("Tasks", table("Tasks", ["Task", "DAG", "State", "Reads", "Writes"], jobs.map((node) => [link(jobTitle(node), () => context.set({ select: node.id }), node.name), (node.kind === "job" && node.dag_id) || "", node.kind === "job" && node.run ? stateBadge(node.run.state) : "", links(model.upstream(node.id)), links(model.downstream(node.id))]))),
  );
}

export function impactPage(context: Context, impact: Impact): HTMLElement {
  const nothing = !impact.datasets.length && !impact.columns.length && !impact.jobs.length;
  const ordered = [...impact.datasets].sort((a, b) => a.distance - b.distance || a.id.localeCompare(b.id));
  const columnsOf = (dataset: string): string[] => impact.columns.filter((column) => datasetOf(column.id) === dataset).map((column) => columnOf(column.id));
  const column = columnOf(impact.root);
  return h(
    "article.lx-page",
    null,
    h("header.lx-page-head", null, h("div", null, h("div.lx-kind", null, "Impact"), h("h2", null, `What depends on ${spoken(impact.root)}`), h("div.lx-quiet.lx-break", null, `${nameOf(impact.root).name} in ${nameOf(impact.root).namespace}`))),
    h("div.lx-actions", null, nothing ? null : button("CSV", "download", () => download(`impact-${spoken(impact.root)}.csv`, "text/csv", csv(impact)), "lx-primary"), button("Show in the graph", "graph", () => (column ? context.trace(impact.root) : context.go(impact.root)))),
    nothing ? note("Nothing known depends on it", "No task that has run since the store was begun reads it. Tasks that have not run yet, and readers outside (dashboards, notebooks), are not known.") : null,
    nothing ? null : h("div.lx-tiles", null, [[impact.datasets.length, "dataset"], [impact.columns.length, "column"], [impact.jobs.length, "task"], [impact.dags.length, "DAG"]].map(([count, word]) => h("div.lx-tile", null, h("strong", null, String(count)), plural(Number(count), String(word)).replace(/^[\d,.]+ /, "")))),
    impact.owners.length ? section("Owners to tell", h("div.lx-chips", null, impact.owners.map((owner) => h("span.lx-chip", null, owner)))) : null,
    impact.truncated ? h("p.lx-warning", null, "There is more: the list was cut at its limit.") : null,
    impact.hidden ? h("p.lx-warning", null, `${plural(impact.hidden, "more task belongs", "more tasks belong")} to DAGs that you may not read.`) : null,
    impact.jobs.length ? section("Tasks", table("Tasks", ["Task", "DAG", "Owners"], impact.jobs.map((job) => [link(job.task_id ?? labelOf(job.id), () => context.go(job.id)), job.dag_id ?? "", job.owners.join(", ")]))) : null,
    ordered.length ? section("Datasets", table("Datasets", ["Tasks away", "Dataset", "Columns"], ordered.map((each) => [String(each.distance), datasetLink(each.id, context.go), columnsOf(each.id).join(", ") || h("span.lx-quiet", null, "by its rows only")]))) : null,
  );
}
