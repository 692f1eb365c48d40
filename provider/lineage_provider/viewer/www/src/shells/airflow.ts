/**
 * Shell 2: a component for Airflow's tabs. Airflow gives React and its router as globals, and the ids of what the tab
 * is about as props; the page lives in a shadow root, so that neither's styles reach the other.
 */
import { App, type Address } from "../app.ts";
import { ApiSource } from "../core/source.ts";
import { adoptStyle } from "../view/style.ts";

interface Props {
  dagId?: string;
  runId?: string;
  taskId?: string;
  mapIndex?: string | number;
}

interface ReactLike {
  createElement(type: unknown, props: unknown, ...children: unknown[]): unknown;
  useEffect(effect: () => void | (() => void), inputs: unknown[]): void;
  useLayoutEffect(effect: () => void | (() => void), inputs: unknown[]): void;
  useRef<T>(value: T): { current: T };
}

interface RouterLike {
  useSearchParams(): [URLSearchParams, (next: URLSearchParams, options?: { replace?: boolean }) => void];
}

declare const globalThis: { React: ReactLike; ReactRouterDOM: RouterLike } & typeof window;

type Refs = { current: { parameters: URLSearchParams; write: (next: URLSearchParams, push: boolean) => void; changed: (() => void) | null; own: string } };

function Lineage(props: Props): unknown {
  const { React, ReactRouterDOM } = globalThis;
  const [parameters, setParameters] = ReactRouterDOM.useSearchParams();
  const host = React.useRef<HTMLElement | null>(null);
  const link: Refs = React.useRef({ parameters, write: () => undefined, changed: null as (() => void) | null, own: parameters.toString() });
  link.current.parameters = parameters;
  link.current.write = (next, push) => setParameters(next, { replace: !push });
  // In the commit itself: no key that is pressed meanwhile is lost when the component is mounted anew.
  React.useLayoutEffect(() => mount(host.current!, props, link), [props.dagId, props.runId, props.taskId, props.mapIndex]);
  React.useEffect(() => {
    // Only a change that is not the page's own: back, forward, a link of the host.
    if (link.current.own !== parameters.toString()) {
      link.current.own = parameters.toString();
      link.current.changed?.();
    }
  }, [parameters]);
  return React.createElement("div", { ref: host, style: { height: "calc(100vh - 235px)", minHeight: "420px", width: "100%", position: "relative" } });
}

/**
 * A page that is mounted, or was a moment ago. Airflow shows a tab's first render inside a Suspense and the next ones
 * without: the component is unmounted and mounted anew at the first change of the address. The page stays what it was,
 * with its graph, its place and the keyboard's focus.
 */
interface Mounted {
  key: string;
  place: HTMLElement;
  link: Refs;
  changed: (() => void) | null;
  focused: HTMLElement | null;
  leftAt: number;
  end: () => void;
}

const STAYS_MS = 1_000;
const left = new Set<Mounted>();

function mount(host: HTMLElement, props: Props, link: Refs): () => void {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const key = JSON.stringify([props.dagId, props.runId, props.taskId, props.mapIndex]);
  const before = [...left].find((each) => each.key === key);
  const mounted = before ?? start(key, props, link);
  if (before) resume(before, shadow, link);
  else shadow.replaceChildren(mounted.place);
  return () => {
    left.add(mounted);
    setTimeout(() => left.delete(mounted) && mounted.end(), STAYS_MS);
  };
}

function resume(mounted: Mounted, shadow: ShadowRoot, link: Refs): void {
  left.delete(mounted);
  const moved = mounted.link.current.own !== link.current.parameters.toString();
  mounted.link = link;
  link.current.changed = mounted.changed;
  adoptStyle(shadow);
  shadow.replaceChildren(mounted.place);
  const lost = performance.now() - mounted.leftAt < STAYS_MS && document.activeElement === document.body;
  if (lost) mounted.focused?.focus({ preventScroll: true });
  if (moved) mounted.changed?.();
}

function start(key: string, props: Props, link: Refs): Mounted {
  const base = new URL("lineage/", document.baseURI).href;
  const source = new ApiSource(new URL("api/v1/", base).href);
  const place = document.createElement("div");
  place.className = "lx-host";
  let app: App | null = null;
  let gone = false;
  const mounted: Mounted = { key, place, link, changed: null, focused: null, leftAt: 0, end: () => ((gone = true), app?.destroy()) };
  place.addEventListener("focusin", (event) => (mounted.focused = event.target as HTMLElement));
  place.addEventListener("focusout", () => (mounted.leftAt = performance.now()));
  void startOf(props, source).then((first) => {
    if (!gone) app = new App(place, { source, address: addressOf(mounted, first), workerUrl: new URL("static/layout.worker.js", base).href, airflowBase: document.baseURI, allKeys: false });
  });
  return mounted;
}

/** What the tab shows first: the DAG's graph, the run, the task's graph, the task instance's run. */
async function startOf({ dagId, runId, taskId, mapIndex }: Props, source: ApiSource): Promise<URLSearchParams> {
  if (!dagId) return new URLSearchParams();
  if (!runId) return taskId ? taskStart(dagId, taskId, source) : new URLSearchParams({ node: `dag:${dagId}` });
  const map = mapIndex === undefined || String(mapIndex).startsWith("{") ? "" : String(mapIndex);
  try {
    const run = await source.resolve({ dag_id: dagId, run_id: runId, ...(taskId ? { task_id: taskId } : {}), ...(map ? { map_index: map } : {}) });
    return taskId ? new URLSearchParams({ run: run.id }) : new URLSearchParams({ node: run.id });
  } catch {
    // Nothing is known of this run: what the DAG did before is, and the page says what is missing.
    return new URLSearchParams({ node: `dag:${dagId}` });
  }
}

async function taskStart(dagId: string, taskId: string, source: ApiSource): Promise<URLSearchParams> {
  const runs = await source.runs({ dag_id: dagId, limit: 200 }).catch(() => []);
  const job = runs.find((run) => run.task_id === taskId)?.job;
  return new URLSearchParams({ node: job ?? `dag:${dagId}` });
}

/** The host's query parameters; while they name nothing, the tab's own start holds. */
function addressOf(mounted: Mounted, start: URLSearchParams): Address {
  const names = ["node", "run", "left", "column", "view"];
  return {
    read: () => (names.some((name) => mounted.link.current.parameters.has(name)) ? mounted.link.current.parameters : start),
    write: (parameters, push) => {
      mounted.link.current.own = parameters.toString();
      mounted.link.current.write(parameters, push);
    },
    listen: (changed) => {
      mounted.changed = mounted.link.current.changed = changed;
      return () => (mounted.changed = mounted.link.current.changed = null);
    },
  };
}

(globalThis as unknown as { AirflowPlugin: unknown }).AirflowPlugin = Lineage;
