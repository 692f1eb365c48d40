/** What panels and pages are made of: sections, facts, badges, links, sparklines, check strips, states. */
import { columnOf, datasetOf, isColumn, labelOf } from "../core/ids.ts";
import type { CheckResult, ColumnEdge, RunSummary, Statistics } from "../core/types.ts";
import { meaning, number, plainValue, plural, seconds, tone, when } from "../core/words.ts";
import { h, icon, svg, type Child, type IconName } from "../view/dom.ts";

export function section(title: string, ...children: Child[]): HTMLElement {
  return h("section.lx-section", null, h("h3", null, title), children);
}

export function facts(...pairs: [string, Child][]): HTMLElement {
  return h("dl.lx-facts", null, pairs.filter(([, value]) => value !== null && value !== "" && value !== undefined).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
}

export function badge(text: string, look = "plain", title = ""): HTMLElement {
  return h("span.lx-badge", { class: `lx-${look}`, title }, text);
}

export function stateBadge(state: string | null | undefined): HTMLElement {
  return badge(state || "unknown", tone(state));
}

export function button(label: string, name: IconName | null, onclick: () => void, look = ""): HTMLElement {
  return h("button.lx-button", { type: "button", onclick, class: look }, name ? icon(name, 14) : null, label);
}

export function link(label: Child, onclick: () => void, title = ""): HTMLElement {
  return h("button.lx-link", { type: "button", onclick, title }, label);
}

export function note(title: string, text: Child, ...actions: Child[]): HTMLElement {
  return h("div.lx-note", null, h("h2", null, title), h("p", null, text), h("div.lx-actions", null, actions));
}

export function waiting(text: string): HTMLElement {
  return h("div.lx-waiting", { role: "status" }, h("span.lx-spinner", { "aria-hidden": "true" }), text);
}

/** An edge in words: where from, how, under which SQL, and what is not certain about it. */
export function edgeItem(edges: ColumnEdge[], end: "source" | "target", go: (id: string) => void, job?: { label: string; open: () => void }): HTMLElement {
  const edge = edges[0]!;
  const other = edge[end];
  const name = isColumn(other) ? [h("span.lx-quiet", null, `${labelOf(other)}.`), columnOf(other)] : labelOf(other);
  return h(
    "li.lx-edge",
    { class: edge.type === "INDIRECT" ? "lx-indirect" : "lx-direct" },
    h("div.lx-edge-line", null, link(name, () => go(other), other), h("span.lx-quiet", null, end === "source" ? edges.map(meaning).join(", ") : "")),
    h("div.lx-badges", null, edgeBadges(edge), edges.slice(1).map((each) => badge(each.subtype.replace("_", " ")))),
    edge.expression ? h("code.lx-expression", null, edge.expression) : null,
    job ? h("div.lx-by", null, "in ", link(job.label, job.open)) : null,
  );
}

export function edgeBadges(edge: ColumnEdge): Child[] {
  return [
    badge(edge.type, edge.type === "INDIRECT" ? "indirect" : "direct", edge.type === "INDIRECT" ? "Influences which rows or values there are, without being copied" : "The value comes from here"),
    edge.subtype ? badge(edge.subtype.replace("_", " ")) : null,
    edge.masking ? badge("masked", "warned", "The value is hashed or hidden on the way") : null,
    edge.inferred ? badge("inferred", "warned", "Taken from what is known of the schema, not written in the SQL") : null,
    edge.ambiguous ? badge("ambiguous", "warned", "The SQL leaves open which of several tables the column comes from") : null,
  ];
}

/** Rows written by run, as a line; the last point is marked. */
export function sparkline(values: Statistics[], width = 300, height = 56): HTMLElement | null {
  const points = values.filter((value) => value.rows !== null && value.side !== "reads").sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
  if (points.length < 2) return null;
  const rows = points.map((point) => point.rows!);
  const [low, high] = [Math.min(0, ...rows), Math.max(...rows, 1)];
  const x = (index: number): number => 4 + (index * (width - 8)) / (points.length - 1);
  const y = (value: number): number => height - 5 - ((value - low) * (height - 12)) / (high - low || 1);
  const path = rows.map((value, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const area = `${path}L${x(rows.length - 1).toFixed(1)} ${height}L4 ${height}Z`;
  const dots = points.map((point, index) => {
    const dot = svg("circle", { cx: x(index), cy: y(rows[index]!), r: index === points.length - 1 ? 3.5 : 2.5, class: `lx-dot lx-${tone(point.state)}` });
    dot.append(Object.assign(svg("title", {}), { textContent: `${when(point.at)}: ${number(point.rows)} rows` }));
    return dot;
  });
  const label = `Rows written in ${points.length} runs: from ${number(Math.min(...rows))} to ${number(Math.max(...rows))}, last ${number(rows[rows.length - 1]!)}`;
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, width: "100%", height, class: "lx-spark", role: "img", "aria-label": label }, svg("path", { d: area, class: "lx-area" }), svg("path", { d: path, class: "lx-curve" }), ...dots);
  return h("figure.lx-figure", null, chart, h("figcaption", null, h("span", null, when(points[0]!.at)), h("strong", null, `${number(rows[rows.length - 1]!)} rows`), h("span", null, when(points[points.length - 1]!.at))));
}

/** Each check by name with its last results, oldest first, as squares. */
export function checkStrips(results: CheckResult[], openRun?: (id: string) => void): HTMLElement {
  const byName = new Map<string, CheckResult[]>();
  for (const result of [...results].sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""))) {
    const key = [result.name || result.assertion, result.column].filter(Boolean).join(" · ");
    byName.set(key, [...(byName.get(key) ?? []), result]);
  }
  return h("ul.lx-checks", null, [...byName].map(([name, list]) => checkItem(name, list, openRun)));
}

function checkItem(name: string, list: CheckResult[], openRun?: (id: string) => void): HTMLElement {
  const last = list[list.length - 1]!;
  const look = last.success ? "good" : /warn/i.test(last.severity ?? "") ? "warned" : "bad";
  const told = [last.expected && `expected ${last.expected}`, last.actual && `was ${plainValue(last.actual)}`].filter(Boolean).join(", ");
  const squares = list.slice(-30).map((result) => h("span.lx-square", { class: result.success ? "lx-good" : "lx-bad", title: `${when(result.at)}: ${result.success ? "passed" : "failed"}${result.actual ? `, was ${plainValue(result.actual)}` : ""}` }));
  const failed = list.filter((result) => !result.success).length;
  return h(
    "li",
    null,
    h("div.lx-check-line", null, badge(last.success ? "passed" : look === "warned" ? "warning" : "failed", look), h("span.lx-check-name", null, name), last.run && openRun ? link("run", () => openRun(last.run!)) : null),
    told ? h("div.lx-quiet", null, told) : null,
    last.content ? h("code.lx-expression", null, last.content) : null,
    list.length > 1 ? h("div.lx-squares", { role: "img", "aria-label": `${plural(list.length, "result")}, ${failed} failed` }, squares) : null,
  );
}

export function runRows(runs: RunSummary[], open: (id: string) => void, choose?: { chosen: Set<string>; toggle: (id: string) => void }): HTMLElement {
  return h(
    "ul.lx-runs",
    null,
    runs.map((run) => {
      const name = [run.dag_id, run.task_id].filter(Boolean).join(" · ") || (run.job ? labelOf(run.job) : run.id);
      const mapped = run.map_index !== null && run.map_index !== undefined && run.map_index >= 0 ? ` [${run.map_index}]` : "";
      const box = choose
        ? h("input", { type: "checkbox", checked: choose.chosen.has(run.id), "aria-label": `Choose the run of ${when(run.started)} for a comparison`, onchange: () => choose.toggle(run.id) })
        : null;
      return h("li", null, box, h("button.lx-run", { type: "button", onclick: () => open(run.id) }, h("span.lx-state", { class: `lx-${tone(run.state)}`, title: run.state }), h("span.lx-run-name", null, choose ? when(run.started) : name + mapped), h("span.lx-quiet", null, choose ? "" : when(run.started)), h("span.lx-quiet", null, seconds(run.seconds))));
    }),
  );
}

export function datasetLink(id: string, go: (id: string) => void): HTMLElement {
  return link(isColumn(id) ? `${labelOf(id)}.${columnOf(id)}` : labelOf(id), () => go(id), datasetOf(id));
}

export function table(caption: string, heads: string[], rows: Child[][]): HTMLElement {
  return h(
    "div.lx-table",
    { tabindex: 0, role: "region", "aria-label": caption },
    h("table", null, h("caption.lx-hidden", null, caption), h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", null, rows.map((row) => h("tr", null, row.map((cell) => h("td", null, cell)))))),
  );
}
