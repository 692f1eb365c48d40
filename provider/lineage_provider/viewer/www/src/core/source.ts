/**
 * Where the page's answers come from: Airflow's API (same origin, with the login's cookie) or the file it stands in.
 * Errors are SourceErrors whose text tells the user what to do.
 */
import { Model } from "./model.ts";
import type { CheckResult, Comparison, Graph, Hit, Impact, RunDetail, RunSummary, Statistics } from "./types.ts";

export interface Source {
  /** Whether there is a server behind it that knows more than what is loaded. */
  readonly live: boolean;
  /** The root that is shown when the address names none. */
  readonly root: string | null;
  search(text: string): Promise<Hit[]>;
  graph(node: string, up: number | null, down: number | null): Promise<Graph>;
  column(id: string): Promise<Graph>;
  impact(id: string): Promise<Impact>;
  runs(filter: { job?: string; dag_id?: string; limit?: number; type?: string }): Promise<RunSummary[]>;
  run(id: string): Promise<RunDetail>;
  compare(left: string, right: string): Promise<Comparison>;
  checks(dataset: string): Promise<CheckResult[]>;
  statistics(dataset: string): Promise<Statistics[]>;
  resolve(task: { dag_id: string; run_id: string; task_id?: string; map_index?: string }): Promise<RunSummary>;
}

export class SourceError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const SAID: Record<number, string> = {
  401: "You are not logged in, or no longer. Log in to Airflow, then load this page again.",
  403: "Your Airflow role may not see this. Ask an administrator for read access to assets and to this DAG.",
  404: "Nothing is known of this. It may have been removed, or belong to a DAG that you may not read.",
  500: "The server could not answer. Its log says why; trying again may help.",
};

export class ApiSource implements Source {
  readonly live = true;
  readonly root = null;

  /** `base` ends with a slash: `…/lineage/api/v1/`. */
  constructor(private readonly base: string) {}

  search = (text: string): Promise<Hit[]> => this.get("search", { q: text, limit: "30" });
  graph = (node: string, up: number | null, down: number | null): Promise<Graph> =>
    this.get("graph", { node, up: up === null ? undefined : String(up), down: down === null ? undefined : String(down) });
  column = (id: string): Promise<Graph> => this.get("column", { id, direction: "both" });
  impact = (id: string): Promise<Impact> => this.get("impact", { id });
  runs = ({ limit, ...filter }: { job?: string; dag_id?: string; limit?: number; type?: string }): Promise<RunSummary[]> =>
    this.get("runs", { ...filter, limit: limit === undefined ? undefined : String(limit) });
  run = (id: string): Promise<RunDetail> => this.get(`runs/${encodeURIComponent(id)}`, {});
  compare = (left: string, right: string): Promise<Comparison> => this.get("compare", { left, right });
  checks = (dataset: string): Promise<CheckResult[]> => this.get("checks", { dataset });
  statistics = (dataset: string): Promise<Statistics[]> => this.get("statistics", { dataset });
  resolve = (task: { dag_id: string; run_id: string; task_id?: string; map_index?: string }): Promise<RunSummary> => this.get("resolve", task);

  private async get<T>(path: string, parameters: Record<string, string | undefined>): Promise<T> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== "") query.set(name, value);
    let answer: Response;
    try {
      answer = await fetch(`${this.base}${path}${query.size ? `?${query}` : ""}`, { credentials: "same-origin", headers: { Accept: "application/json" } });
    } catch {
      throw new SourceError(0, "Airflow's api-server cannot be reached. Check that it runs, then try again.");
    }
    if (answer.ok) return (await answer.json()) as T;
    const said = await answer.json().then(
      (body: { detail?: unknown }) => (typeof body.detail === "string" ? body.detail : ""),
      () => "",
    );
    const known = SAID[answer.status] ?? (answer.status >= 500 ? SAID[500]! : "");
    // The server's own words tell more, but for a login's, which are the same everywhere and say little.
    throw new SourceError(answer.status, answer.status === 401 ? known : said || known || `The server answered ${answer.status}.`);
  }
}

/** What `airflow lineage export --html` writes beside the page. */
export interface Snapshot {
  graph: Graph;
  title?: string;
  made?: string;
  runs?: Record<string, RunDetail>;
  checks?: Record<string, CheckResult[]>;
  statistics?: Record<string, Statistics[]>;
}

export class SnapshotSource implements Source {
  readonly live = false;
  readonly root: string | null;
  private readonly model: Model;

  constructor(private readonly snapshot: Snapshot) {
    this.model = Model.of(snapshot.graph);
    this.root = snapshot.graph.root ?? ALL;
  }

  async search(text: string): Promise<Hit[]> {
    const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (name: string): boolean => wanted.every((word) => name.toLowerCase().includes(word));
    const hits: Hit[] = [];
    for (const node of this.model.nodes.values()) {
      if (fits(node.name)) hits.push({ id: node.id, kind: node.kind, label: node.label, where: node.name });
      if (node.kind === "dataset")
        for (const name of this.model.columnNames(node.id))
          if (fits(name)) hits.push({ id: `${node.id}#${name}`, kind: "column", label: name, where: node.name });
    }
    const rank = (hit: Hit): number => (hit.label.toLowerCase() === text.toLowerCase() ? 0 : hit.label.toLowerCase().startsWith(text.toLowerCase()) ? 1 : 2);
    return hits.sort((a, b) => rank(a) - rank(b)).slice(0, 30);
  }

  async graph(): Promise<Graph> {
    return this.snapshot.graph;
  }

  async column(): Promise<Graph> {
    return this.snapshot.graph;
  }

  async impact(id: string): Promise<Impact> {
    return this.model.impact(id);
  }

  async runs({ job, dag_id, limit }: { job?: string; dag_id?: string; limit?: number }): Promise<RunSummary[]> {
    const found = new Map<string, RunSummary>();
    for (const node of this.model.nodes.values())
      if (node.kind === "job" && node.run && (!job || node.id === job) && (!dag_id || node.dag_id === dag_id))
        found.set(node.run.id, { ...node.run, job: node.id, dag_id: node.dag_id, task_id: node.task_id });
    for (const { run } of Object.values(this.snapshot.runs ?? {}))
      if ((!job || run.job === job) && (!dag_id || run.dag_id === dag_id)) found.set(run.id, run);
    return [...found.values()].sort((a, b) => (b.started ?? "").localeCompare(a.started ?? "")).slice(0, limit ?? 50);
  }

  async run(id: string): Promise<RunDetail> {
    const found = this.snapshot.runs?.[id];
    if (!found) throw new SourceError(404, "This file holds no detail of this run. Write it with --runs, or look at the run in Airflow.");
    return found;
  }

  async compare(): Promise<Comparison> {
    throw new SourceError(404, "Runs are compared in Airflow: this file holds one state only. `airflow lineage diff RUN RUN` does it in a terminal.");
  }

  async checks(dataset: string): Promise<CheckResult[]> {
    return this.snapshot.checks?.[dataset] ?? [];
  }

  async statistics(dataset: string): Promise<Statistics[]> {
    return this.snapshot.statistics?.[dataset] ?? [];
  }

  async resolve(): Promise<RunSummary> {
    throw new SourceError(404, "A file knows no Airflow tasks.");
  }
}

/** The root of a snapshot that is about no single thing. */
export const ALL = "all";
