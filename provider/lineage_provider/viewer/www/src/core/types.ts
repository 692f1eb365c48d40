/**
 * The forms of the API's answers (docs/viewer-api.md). A module of its own because every other one speaks of them.
 */

export interface Column {
  name: string;
  type?: string;
  description?: string;
}

export interface CheckCounts {
  passed: number;
  failed: number;
  warned: number;
  at?: string | null;
}

export interface DatasetNode {
  id: string;
  kind: "dataset";
  namespace: string;
  name: string;
  label: string;
  columns: Column[];
  checks: CheckCounts | null;
  rows: number | null;
  bytes: number | null;
  updated: string | null;
  more_up: boolean;
  more_down: boolean;
}

export interface RunSummary {
  id: string;
  state: string;
  started: string | null;
  ended: string | null;
  seconds: number | null;
  try?: number | null;
  map_index?: number | null;
  dag_run_id?: string | null;
  job?: string;
  dag_id?: string | null;
  task_id?: string | null;
  job_type?: string;
}

export interface JobNode {
  id: string;
  kind: "job";
  namespace: string;
  name: string;
  label: string;
  dag_id: string | null;
  task_id: string | null;
  job_type: string;
  description?: string;
  owners: string[];
  run: RunSummary | null;
  more_up: boolean;
  more_down: boolean;
}

export type GraphNode = DatasetNode | JobNode;

export interface Edge {
  source: string;
  target: string;
  kind: "reads" | "writes";
}

/** Where a column comes from; where `target` is a dataset (no `#`), what decides all its rows. */
export interface ColumnEdge {
  source: string;
  target: string;
  type: string;
  subtype: string;
  masking?: boolean;
  expression?: string | null;
  inferred?: boolean;
  ambiguous?: boolean;
  job?: string;
}

export interface Graph {
  nodes: GraphNode[];
  edges: Edge[];
  columns: ColumnEdge[];
  rows: ColumnEdge[];
  root: string | null;
  truncated: boolean;
  /** Jobs beside these nodes that this user may not see. */
  hidden?: number;
}

export interface CheckResult {
  dataset: string | null;
  name: string;
  column?: string;
  assertion: string;
  success: boolean;
  severity?: string;
  expected?: string;
  actual?: string;
  content?: string;
  at?: string | null;
  run?: string;
}

export interface Statistics {
  run: string;
  job?: string;
  at: string | null;
  side?: "reads" | "writes";
  rows: number | null;
  bytes?: number | null;
  state?: string;
}

export interface UsedDataset extends DatasetNode {
  rows_read?: number | null;
  bytes_read?: number | null;
  rows_written?: number | null;
  bytes_written?: number | null;
  change?: string;
}

export interface RunDetail {
  run: RunSummary;
  job: JobNode;
  inputs: UsedDataset[];
  outputs: UsedDataset[];
  sql: string;
  dialect: string;
  columns: ColumnEdge[];
  rows: ColumnEdge[];
  checks: CheckResult[];
  query_ids: string[];
  tags: Record<string, string>;
  error: { message: string; stack?: string } | null;
  problems: unknown[];
  children: (RunSummary | string)[];
  parent: string | null;
  log_url?: string | null;
  facets?: Record<string, unknown>;
}

export type Change = Record<string, unknown>;

export interface Comparison {
  left: RunSummary | string;
  right: RunSummary | string;
  schema: Change[];
  columns: Change[];
  rows?: Change[];
  datasets: Change[];
  statistics: Change[];
  checks: Change[];
  sql_changed: boolean;
  left_sql?: string;
  right_sql?: string;
}

export interface Impact {
  root: string;
  datasets: { id: string; distance: number; rows?: boolean }[];
  columns: { id: string; distance: number; rows?: boolean }[];
  jobs: { id: string; dag_id: string | null; task_id: string | null; owners: string[]; distance?: number }[];
  dags: string[];
  owners: string[];
  truncated?: boolean;
  hidden?: number;
}

export interface Hit {
  id: string;
  kind: "dataset" | "column" | "job" | "dag" | "run" | string;
  label: string;
  where?: string;
}
