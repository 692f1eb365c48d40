/** What every panel and page may do: read the model and the source, and go somewhere. */
import type { Model } from "../core/model.ts";
import type { ViewState } from "../core/route.ts";
import type { Source } from "../core/source.ts";
import type { Child } from "../view/dom.ts";

export interface Context {
  readonly source: Source;
  readonly model: Model;
  readonly state: ViewState;
  /** Shows a dataset, column, task or DAG in the graph. */
  go(id: string): void;
  /** Selects within the graph on screen. */
  select(id: string): void;
  trace(column: string): void;
  openRun(id: string): void;
  compare(left: string, right: string): void;
  impact(id: string): void;
  set(change: Partial<ViewState>, push?: boolean): void;
  say(text: string): void;
  /** Where Airflow shows a DAG or a task; null where there is no Airflow. */
  airflowUrl(dag: string, task?: string | null, run?: string | null): string | null;
  /** Fills an element when an answer is there; a failure is shown in its place. */
  fill<T>(answer: Promise<T>, show: (value: T) => Child): HTMLElement;
}
