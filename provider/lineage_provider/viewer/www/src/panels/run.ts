/** One run: its state, SQL, datasets, columns, checks, tags and errors; and two runs side by side. */
import { isColumn, labelOf } from "../core/ids.ts";
import type { Change, ColumnEdge, Comparison, RunDetail, RunSummary, UsedDataset } from "../core/types.ts";
import { bytes, number, plainValue, runTitle, seconds, when } from "../core/words.ts";
import { h, type Child } from "../view/dom.ts";
import { highlighted, lineDiff } from "../view/sql.ts";
import type { Context } from "./context.ts";
import { badge, button, checkStrips, datasetLink, edgeBadges, facts, link, note, runRows, section, stateBadge, table } from "./parts.ts";

export function runPage(context: Context, detail: RunDetail): HTMLElement {
  const { run, job } = detail;
  const url = run.dag_id ? context.airflowUrl(run.dag_id, run.task_id, run.dag_run_id) : null;
  return h(
    "article.lx-page",
    null,
    h("header.lx-page-head", null, h("div", null, h("div.lx-kind", null, "Run"), h("h2", null, runTitle({ ...run, job: job.label }))), stateBadge(run.state)),
    h(
      "div.lx-actions",
      null,
      button("Show in the graph", "graph", () => context.go(job.id), "lx-primary"),
      context.source.live ? compareButton(context, run) : null,
      detail.parent ? button("DAG run", null, () => context.openRun(detail.parent!)) : null,
      url ? h("a.lx-button", { href: url, target: "_top" }, "Open in Airflow") : null,
      detail.log_url && /^https?:/.test(detail.log_url) ? h("a.lx-button", { href: detail.log_url, target: "_top" }, "Log") : null,
    ),
    facts(["Started", when(run.started)], ["Took", seconds(run.seconds)], ["DAG run", run.dag_run_id], ["Try", run.try ? String(run.try) : null], ["Map index", run.map_index !== null && run.map_index !== undefined && run.map_index >= 0 ? String(run.map_index) : null], ["Owners", job.owners.join(", ")]),
    detail.error ? h("section.lx-error", null, h("h3", null, "It failed"), h("p", null, detail.error.message), detail.error.stack ? h("details", null, h("summary", null, "Stack trace"), h("pre.lx-sql", { tabindex: 0 }, detail.error.stack)) : null) : null,
    detail.problems.length ? section("What could not be known", h("ul", null, detail.problems.map((problem) => h("li", null, typeof problem === "string" ? problem : JSON.stringify(problem))))) : null,
    h("div.lx-columns2", null, section("Read", used(context, detail.inputs, "read")), section("Written", used(context, detail.outputs, "written"))),
    detail.sql ? section(detail.dialect ? `SQL (${detail.dialect})` : "SQL", highlighted(detail.sql)) : null,
    detail.checks.length ? section("Checks", checkStrips(detail.checks)) : null,
    detail.columns.length || detail.rows.length ? section("Columns", edgeTable(context, detail.columns, detail.rows)) : null,
    childRuns(context, detail),
    Object.keys(detail.tags).length || detail.query_ids.length ? section("Query", facts(...detail.query_ids.map((id): [string, Child] => ["Query id", h("code", null, id)]), ...Object.entries(detail.tags).map(([name, value]): [string, Child] => [name, value]))) : null,
    detail.facets && Object.keys(detail.facets).length ? section("Facets", h("details", null, h("summary", null, "Everything the events said"), h("pre.lx-sql", { tabindex: 0 }, JSON.stringify(detail.facets, null, 2)))) : null,
    !detail.inputs.length && !detail.outputs.length && !detail.children.length ? note("No datasets", "This run named none. Tasks that run SQL through a connection do; for others, inlets and outlets on the operator say what they touch.") : null,
  );
}

function compareButton(context: Context, run: RunSummary): HTMLElement {
  return button("Compare with the run before", "compare", () => {
    void context.source.runs({ job: run.job ?? "", limit: 50 }).then(
      (runs) => {
        // The newest first, as the API gives them.
        const older = runs.slice(runs.findIndex((other) => other.id === run.id) + 1);
        const before = older.find((other) => (other.map_index ?? -1) === (run.map_index ?? -1));
        if (before) context.compare(before.id, run.id);
        else context.say("No earlier run of this task is known");
      },
      (error: Error) => context.say(error.message),
    );
  });
}

function used(context: Context, datasets: UsedDataset[], side: "read" | "written"): HTMLElement {
  if (!datasets.length) return h("p.lx-quiet", null, "nothing");
  return h(
    "ul.lx-plain",
    null,
    datasets.map((dataset) => {
      const rows = side === "read" ? dataset.rows_read : dataset.rows_written;
      const size = side === "read" ? dataset.bytes_read : dataset.bytes_written;
      const told = [rows !== null && rows !== undefined ? `${number(rows)} rows` : "", size !== null && size !== undefined ? bytes(size) : ""].filter(Boolean).join(" · ");
      return h("li", null, datasetLink(dataset.id, context.go), " ", dataset.change ? badge(dataset.change.toLowerCase()) : null, h("div.lx-quiet.lx-break", null, [told, dataset.name].filter(Boolean).join(" · ")));
    }),
  );
}

function edgeTable(context: Context, columns: ColumnEdge[], rows: ColumnEdge[]): HTMLElement {
  const ordered = [...columns].sort((a, b) => a.target.localeCompare(b.target));
  return table(
    "Columns of this run",
    ["Column", "Made from", "How", "SQL"],
    [...ordered, ...rows].map((edge) => [isColumn(edge.target) ? datasetLink(edge.target, context.go) : [datasetLink(edge.target, context.go), h("span.lx-quiet", null, " (all rows)")], datasetLink(edge.source, context.go), h("div.lx-badges", null, edgeBadges(edge)), edge.expression ? h("code.lx-expression", null, edge.expression) : ""]),
  );
}

function childRuns(context: Context, detail: RunDetail): HTMLElement | null {
  if (!detail.children.length) return null;
  const runs = detail.children.map((child) => (typeof child === "string" ? ({ id: child, state: "", started: null, ended: null, seconds: null } as RunSummary) : child));
  return section(detail.run.task_id ? "Queries and runs it started" : "Tasks", runRows(runs, context.openRun));
}

export function comparePage(context: Context, found: Comparison): HTMLElement {
  const [left, right] = [asRun(found.left), asRun(found.right)];
  const rows = found.rows ?? [];
  const nothing = !found.sql_changed && ![found.schema, found.columns, rows, found.datasets, found.checks].some((list) => list.length);
  return h(
    "article.lx-page",
    null,
    h("header.lx-page-head", null, h("div", null, h("div.lx-kind", null, "Comparison"), h("h2", null, runTitle(right)))),
    h("div.lx-columns2", null, [left, right].map((run, index) => section(index ? "Later" : "Earlier", h("p", null, link(when(run.started), () => context.openRun(run.id)), " ", stateBadge(run.state), h("span.lx-quiet", null, ` ${[seconds(run.seconds), run.dag_run_id].filter(Boolean).join(" · ")}`))))),
    h("div.lx-actions", null, button("Swap", "compare", () => context.compare(right.id, left.id))),
    nothing ? note("The same lineage", "SQL, datasets, columns, connections and checks are the same in both runs.") : null,
    found.sql_changed ? section("SQL", sqlDiff(found.left_sql ?? "", found.right_sql ?? "")) : null,
    found.datasets.length ? section("Datasets", table("Datasets", ["Dataset", "Side", "Change"], found.datasets.map((each) => [datasetLink(text(each.dataset ?? each.id), context.go), text(each.side), change(each.change)]))) : null,
    found.schema.length ? section("Schema", table("Schema", ["Column", "Change", "Earlier", "Later"], found.schema.map((each) => [[h("span.lx-quiet", null, `${labelOf(text(each.dataset))}.`), text(each.column)], change(each.change), text(each.left), text(each.right)]))) : null,
    found.columns.length || rows.length ? section("Connections", table("Connections", ["To", "From", "Change", "Earlier", "Later"], [...found.columns, ...rows].map((each) => edgeChange(context, each)))) : null,
    found.statistics.length ? section("Rows and bytes", table("Rows and bytes", ["Dataset", "Side", "Earlier", "Later", "Difference"], found.statistics.map((each) => statisticsRow(context, each)))) : null,
    found.checks.length ? section("Checks", table("Checks", ["Check", "Dataset", "Earlier", "Later"], found.checks.map((each) => [[text(each.name), each.column ? h("span.lx-quiet", null, ` ${text(each.column)}`) : ""], each.dataset ? datasetLink(text(each.dataset), context.go) : "", outcome(each.left), outcome(each.right)]))) : null,
  );
}

function asRun(run: RunSummary | string): RunSummary {
  return typeof run === "string" ? { id: run, state: "", started: null, ended: null, seconds: null } : run;
}

function text(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

function change(value: unknown): HTMLElement {
  const said = text(value);
  return badge(said, said === "added" ? "good" : said === "removed" ? "bad" : "warned");
}

function edgeChange(context: Context, each: Change): Child[] {
  const edge = each.edge as ColumnEdge;
  const how = (value: unknown): Child => {
    const edges = (Array.isArray(value) ? value : value ? [value] : []) as ColumnEdge[];
    return edges.map((one) => h("div", null, h("div.lx-badges", null, edgeBadges(one)), one.expression ? h("code.lx-expression", null, one.expression) : null));
  };
  return [datasetLink(edge.target, context.go), datasetLink(edge.source, context.go), change(each.change), how(each.left), how(each.right)];
}

function statisticsRow(context: Context, each: Change): Child[] {
  const [left, right] = [each.left, each.right] as ({ rows?: number | null; bytes?: number | null } | null)[];
  const said = (side: typeof left): string => (side ? [side!.rows !== null && side!.rows !== undefined ? `${number(side!.rows)} rows` : "", side!.bytes ? bytes(side!.bytes) : ""].filter(Boolean).join(" · ") : "–");
  const known = left?.rows !== null && left?.rows !== undefined && right?.rows !== null && right?.rows !== undefined;
  const difference = known ? right!.rows! - left!.rows! : null;
  const share = difference !== null && left!.rows ? ` (${difference > 0 ? "+" : ""}${number((100 * difference) / left!.rows!)} %)` : "";
  return [datasetLink(text(each.dataset), context.go), text(each.side), said(left), said(right), difference === null ? "–" : `${difference > 0 ? "+" : ""}${number(difference)}${share}`];
}

function outcome(value: unknown): Child {
  if (value === null || value === undefined) return h("span.lx-quiet", null, "not run");
  const result = value as { success?: boolean; actual?: string; expected?: string };
  return [badge(result.success ? "passed" : "failed", result.success ? "good" : "bad"), result.actual ? h("div.lx-quiet", null, `was ${plainValue(result.actual)}`) : null];
}

function sqlDiff(left: string, right: string): HTMLElement {
  if (!left && !right) return h("p.lx-quiet", null, "The SQL is another one.");
  const marks = { left: "−", both: " ", right: "+" } as const;
  const lines = lineDiff(left, right).map(({ side, text: line }) => h("span.lx-diff", { class: `lx-${side}` }, `${marks[side]} ${line}\n`));
  return h("pre.lx-sql", { tabindex: 0, role: "region", "aria-label": "Changed SQL" }, h("code", null, lines));
}

