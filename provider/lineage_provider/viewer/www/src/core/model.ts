/**
 * The graph as the page keeps it: everything loaded so far, with indexes for walking it.
 *
 * In: graphs as the API gives them, merged one into another. Out: neighbours, the trace of a column, the impact of
 * a column or dataset among what is loaded. Knows nothing of screens.
 */
import { columnId, datasetOf, isColumn } from "./ids.ts";
import type { ColumnEdge, DatasetNode, Edge, Graph, GraphNode, Impact, JobNode } from "./types.ts";

export interface Trace {
  /** Columns and datasets on the way, with their distance: negative upstream, positive downstream, 0 itself. */
  distance: Map<string, number>;
  edges: Set<ColumnEdge>;
  jobs: Set<string>;
}

export class Model {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges: Edge[] = [];
  readonly columns: ColumnEdge[] = [];
  readonly rows: ColumnEdge[] = [];
  truncated = false;
  hidden = 0;
  private readonly known = new Set<string>();
  private readonly next = new Map<string, string[]>();
  private readonly previous = new Map<string, string[]>();
  private readonly into = new Map<string, ColumnEdge[]>();
  private readonly from = new Map<string, ColumnEdge[]>();

  static of(graph: Graph): Model {
    const model = new Model();
    model.add(graph);
    return model;
  }

  /** Merges a graph into this one; says whether anything was new. */
  add(graph: Graph): boolean {
    const before = this.nodes.size + this.known.size;
    for (const node of graph.nodes) this.addNode(node);
    for (const edge of graph.edges) this.addEdge(edge);
    for (const edge of graph.columns ?? []) this.addColumnEdge(edge, this.columns);
    for (const edge of graph.rows ?? []) this.addColumnEdge(edge, this.rows);
    this.truncated = this.truncated || Boolean(graph.truncated);
    this.hidden = Math.max(this.hidden, graph.hidden ?? 0);
    return this.nodes.size + this.known.size > before;
  }

  dataset(id: string): DatasetNode | undefined {
    const node = this.nodes.get(datasetOf(id));
    return node?.kind === "dataset" ? node : undefined;
  }

  job(id: string): JobNode | undefined {
    const node = this.nodes.get(id);
    return node?.kind === "job" ? node : undefined;
  }

  downstream(id: string): readonly string[] {
    return this.next.get(id) ?? [];
  }

  upstream(id: string): readonly string[] {
    return this.previous.get(id) ?? [];
  }

  /** Column edges that end in a column, or (rows) in a dataset. */
  edgesInto(id: string): readonly ColumnEdge[] {
    return this.into.get(id) ?? [];
  }

  edgesFrom(id: string): readonly ColumnEdge[] {
    return this.from.get(id) ?? [];
  }

  /** The columns of a dataset: those of its schema, then those that only edges know. */
  columnNames(id: string): string[] {
    const names = new Set((this.dataset(id)?.columns ?? []).map((column) => column.name));
    for (const name of this.edgeColumns.get(id) ?? []) names.add(name);
    return [...names];
  }

  /** A column's whole path: everything it is made of and everything made of it. */
  trace(column: string): Trace {
    const found: Trace = { distance: new Map([[column, 0]]), edges: new Set(), jobs: new Set() };
    this.walk(column, found, -1);
    this.walk(column, found, 1);
    return found;
  }

  /** What depends on a column or dataset, among what is loaded. */
  impact(root: string): Impact {
    const starts = isColumn(root) ? [root] : [root, ...this.columnNames(root).map((name) => columnId(root, name))];
    const columns = new Map<string, { distance: number; rows: boolean }>();
    const datasets = new Map<string, { distance: number; rows: boolean }>();
    const jobs = new Map<string, number>();
    const queue = starts.map((id) => ({ id, distance: 0, rows: false }));
    const seen = new Set(starts);
    for (let at = 0; at < queue.length; at++) {
      const { id, distance, rows } = queue[at]!;
      const reached = this.edgesFrom(id).map((edge) => ({ target: edge.target, job: edge.job, rows: rows || !isColumn(edge.target) }));
      if (id === root && !isColumn(id)) reached.push(...this.tablesFrom(id));
      for (const { target, job, rows: byRows } of reached) {
        if (job) jobs.set(job, Math.min(jobs.get(job) ?? distance + 1, distance + 1));
        const dataset = datasetOf(target);
        if (dataset === datasetOf(root)) continue;
        if (!datasets.has(dataset)) datasets.set(dataset, { distance: distance + 1, rows: byRows });
        else if (!byRows) datasets.get(dataset)!.rows = false;
        if (isColumn(target) && !columns.has(target)) columns.set(target, { distance: distance + 1, rows: byRows });
        if (seen.has(target)) continue;
        seen.add(target);
        queue.push({ id: target, distance: distance + 1, rows: byRows });
        if (!isColumn(target))
          for (const name of this.columnNames(target)) {
            const next = columnId(target, name);
            if (!seen.has(next)) seen.add(next), queue.push({ id: next, distance: distance + 1, rows: true });
          }
      }
    }
    const affected = [...jobs].map(([id, distance]) => this.affected(id, distance));
    return {
      root,
      datasets: [...datasets].map(([id, value]) => ({ id, ...value })),
      columns: [...columns].map(([id, value]) => ({ id, ...value })),
      jobs: affected,
      dags: [...new Set(affected.flatMap((job) => (job.dag_id ? [job.dag_id] : [])))].sort(),
      owners: [...new Set(affected.flatMap((job) => job.owners))].sort(),
    };
  }

  private readonly edgeColumns = new Map<string, Set<string>>();

  private tablesFrom(id: string): { target: string; job: string; rows: boolean }[] {
    return this.downstream(id).flatMap((job) => this.downstream(job).map((target) => ({ target, job, rows: true })));
  }

  private affected(id: string, distance: number): Impact["jobs"][number] {
    const job = this.job(id);
    return { id, dag_id: job?.dag_id ?? null, task_id: job?.task_id ?? null, owners: job?.owners ?? [], distance };
  }

  private walk(start: string, found: Trace, step: 1 | -1): void {
    const queue = [start];
    for (let at = 0; at < queue.length; at++) {
      const id = queue[at]!;
      const distance = id === start ? 0 : found.distance.get(id)!;
      for (const edge of step > 0 ? this.edgesFrom(id) : this.edgesInto(id)) {
        const other = step > 0 ? edge.target : edge.source;
        found.edges.add(edge);
        if (edge.job) found.jobs.add(edge.job);
        if (found.distance.has(other)) continue;
        found.distance.set(other, distance + step);
        queue.push(other);
      }
    }
  }

  private addNode(node: GraphNode): void {
    const old = this.nodes.get(node.id);
    if (!old) {
      this.nodes.set(node.id, node);
      return;
    }
    // The newer answer knows the newer state; what was open for loading stays closed once loaded.
    const merged = { ...old, ...node, more_up: old.more_up && node.more_up, more_down: old.more_down && node.more_down };
    if (merged.kind === "dataset" && old.kind === "dataset" && !merged.columns.length) merged.columns = old.columns;
    this.nodes.set(node.id, merged as GraphNode);
  }

  private addEdge(edge: Edge): void {
    if (!this.isNew(`${edge.source}\n${edge.target}`)) return;
    this.edges.push(edge);
    push(this.next, edge.source, edge.target);
    push(this.previous, edge.target, edge.source);
  }

  private addColumnEdge(edge: ColumnEdge, list: ColumnEdge[]): void {
    const key = [edge.source, edge.target, edge.type, edge.subtype, edge.job ?? ""].join("\n");
    if (!this.isNew(key)) return;
    list.push(edge);
    push(this.from, edge.source, edge);
    push(this.into, edge.target, edge);
    this.addTables(edge);
    for (const end of [edge.source, edge.target]) {
      if (!isColumn(end)) continue;
      const dataset = datasetOf(end);
      if (!this.edgeColumns.has(dataset)) this.edgeColumns.set(dataset, new Set());
      this.edgeColumns.get(dataset)!.add(end.slice(dataset.length + 1));
    }
  }

  /** A column's path may reach beyond the tables' edges that were loaded: its task reads and writes, too. */
  private addTables({ source, target, job }: ColumnEdge): void {
    const [from, to] = [datasetOf(source), datasetOf(target)];
    if (!job || from === to || !this.nodes.has(job) || !this.nodes.has(from) || !this.nodes.has(to)) return;
    this.addEdge({ source: from, target: job, kind: "reads" });
    this.addEdge({ source: job, target: to, kind: "writes" });
  }

  private isNew(key: string): boolean {
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
