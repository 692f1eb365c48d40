/**
 * What is on screen, as the address says it: every view has a link. In and out: URLSearchParams and ViewState.
 * Unknown and empty parameters fall away, as do Airflow's unfilled placeholders (`{RUN_ID}`).
 */

export type ViewName = "home" | "graph" | "list" | "run" | "compare" | "impact";

export interface ViewState {
  view: ViewName;
  /** The root: a dataset, a job, `dag:DAG_ID` or a run id. */
  node: string | null;
  up: number;
  down: number;
  /** Datasets that show their columns. */
  open: string[];
  /** The traced column. */
  column: string | null;
  select: string | null;
  /** Further neighbourhoods that were loaded, `up:ID` or `down:ID`. */
  more: string[];
  /** Whether tasks stand between datasets. */
  jobs: boolean;
  run: string | null;
  left: string | null;
  right: string | null;
}

export const DEPTH = 2;
const DEEPEST = 10;

export const START: ViewState = {
  view: "home",
  node: null,
  up: DEPTH,
  down: DEPTH,
  open: [],
  column: null,
  select: null,
  more: [],
  jobs: true,
  run: null,
  left: null,
  right: null,
};

const VIEWS: readonly ViewName[] = ["home", "graph", "list", "run", "compare", "impact"];

export function parseRoute(parameters: URLSearchParams): ViewState {
  const text = (name: string): string | null => {
    const value = parameters.get(name);
    return value && !/^\{[A-Z_]+\}$/.test(value) ? value : null;
  };
  const depth = (name: string): number => {
    const value = Number(parameters.get(name) ?? DEPTH);
    return Number.isInteger(value) && value >= 0 ? Math.min(value, DEEPEST) : DEPTH;
  };
  const many = (name: string): string[] => [...new Set(parameters.getAll(name).filter(Boolean))];
  const state: ViewState = {
    view: "home",
    node: text("node"),
    up: depth("up"),
    down: depth("down"),
    open: many("open"),
    column: text("column"),
    select: text("select"),
    more: many("more"),
    jobs: parameters.get("jobs") !== "0",
    run: text("run"),
    left: text("left"),
    right: text("right"),
  };
  const asked = text("view") as ViewName | null;
  state.view = asked && VIEWS.includes(asked) ? asked : defaultView(state);
  return state;
}

/** The shortest parameters that give the same state back. */
export function writeRoute(state: ViewState): URLSearchParams {
  const out = new URLSearchParams();
  const set = (name: string, value: string | null): void => {
    if (value) out.set(name, value);
  };
  if (state.view !== defaultView(state)) out.set("view", state.view);
  set("node", state.node);
  if (state.up !== DEPTH) out.set("up", String(state.up));
  if (state.down !== DEPTH) out.set("down", String(state.down));
  set("column", state.column);
  set("select", state.select);
  set("run", state.run);
  set("left", state.left);
  set("right", state.right);
  if (!state.jobs) out.set("jobs", "0");
  for (const id of state.open) out.append("open", id);
  for (const id of state.more) out.append("more", id);
  return out;
}

function defaultView(state: ViewState): ViewName {
  if (state.left && state.right) return "compare";
  if (state.run) return "run";
  return state.node ? "graph" : "home";
}

/** Whether another graph has to be loaded to get from one state to the other. */
export function sameGraph(a: ViewState, b: ViewState): boolean {
  return a.node === b.node && a.up === b.up && a.down === b.down && a.more.join("\n") === b.more.join("\n");
}
