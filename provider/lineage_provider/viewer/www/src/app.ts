/**
 * The page: keeps address, data and screen in step.
 *
 * In: an element, a source of answers, an address to read and write. Out: a mounted page with `destroy()`. The three
 * shells (page, Airflow tab, single file) differ in these only.
 */
import { datasetOf, isColumn } from "./core/ids.ts";
import { Model } from "./core/model.ts";
import { parseRoute, sameGraph, writeRoute, type ViewState } from "./core/route.ts";
import { ALL, SourceError, type Source } from "./core/source.ts";
import type { Graph } from "./core/types.ts";
import { plural, spoken } from "./core/words.ts";
import { Layouter } from "./layout/background.ts";
import type { LayoutResult } from "./layout/layout.ts";
import type { Context } from "./panels/context.ts";
import { homePage, impactPage, listPage } from "./panels/pages.ts";
import { button, note, waiting } from "./panels/parts.ts";
import { comparePage, runPage } from "./panels/run.ts";
import { linePanel, sidePanel } from "./panels/side.ts";
import { Frame } from "./view/frame.ts";
import { h, replace, type Child } from "./view/dom.ts";
import { NEAR, SMALL } from "./view/draw.ts";
import { download, toPng, toSvg } from "./view/export.ts";
import { GraphView } from "./view/graphview.ts";
import { buildScene, layoutInput, type Line, type SceneInput } from "./view/scene.ts";
import { Search } from "./view/search.ts";
import { adoptStyle } from "./view/style.ts";
import { ThemeKeeper, type Colours } from "./view/theme.ts";

export interface Address {
  read(): URLSearchParams;
  write(parameters: URLSearchParams, push: boolean): void;
  /** Calls back when the user goes back or forward; gives a function that ends that. */
  listen(changed: () => void): () => void;
}

export interface Options {
  source: Source;
  address: Address;
  workerUrl: string | null;
  /** Airflow's base, ending with a slash; null in a file. */
  airflowBase: string | null;
  /** Whether keys count wherever the focus is; else only within the page: Airflow has a Ctrl+K of its own. */
  allKeys?: boolean;
  /** A line under the graph: where a file's data are from. */
  footnote?: string;
}

/** So many datasets of a path show their traced columns by themselves. */
const PATH_ROWS = 60;

export class App implements Context {
  readonly source: Source;
  model = new Model();
  state: ViewState;
  private loaded: ViewState | null = null;
  private loading = 0;
  private readonly all = new Set<string>();
  private readonly completed = new Set<string>();
  private readonly frame: Frame;
  private readonly graph: GraphView;
  private readonly search: Search;
  private readonly theme: ThemeKeeper;
  private readonly layouter: Layouter;
  private readonly keys: EventTarget;
  private readonly stopListening: () => void;
  private colours: Colours | null = null;
  private line: Line | null = null;
  private fitted = false;
  private traced: string | null = null;

  constructor(
    container: HTMLElement,
    private readonly options: Options,
  ) {
    this.source = options.source;
    this.layouter = new Layouter(options.workerUrl);
    this.state = this.readAddress();
    adoptStyle(container.getRootNode() as Document | ShadowRoot);
    this.graph = new GraphView(
      {
        select: (id) => this.select(id),
        toggle: (id) => this.toggle(id),
        column: (id) => (this.state.column === id ? this.set({ column: null, select: id }) : this.trace(id)),
        showAll: (id) => (this.all.add(id), this.open(id)),
        load: (id, side) => this.set({ more: [...new Set([...this.state.more, `${side}:${id}`])] }),
        line: (line) => this.showLine(line),
        nothing: () => this.set({ select: null, column: null }, false),
        escape: () => this.escape(),
      },
      () => (this.colours ??= this.theme.colours()),
    );
    this.search = new Search(this.source, (hit) => (hit.kind === "column" ? this.goColumn(hit.id) : this.go(hit.id)));
    this.frame = new Frame(this, this.graph, () => this.search.open(), {
      png: () => void this.picture("png"),
      svg: () => void this.picture("svg"),
      theme: (choice) => this.theme.choose(choice),
      path: () => this.fitPath(),
      footnote: options.footnote,
    });
    container.append(this.frame.element);
    this.frame.element.append(this.search.element);
    this.theme = new ThemeKeeper(this.frame.element, () => ((this.colours = null), this.graph.request()), options.address.read().get("theme"));
    this.frame.themeChosen(this.theme.choice);
    this.keys = options.allKeys === false ? container : window;
    this.keys.addEventListener("keydown", this.onKey as EventListener);
    this.stopListening = options.address.listen(() => {
      this.state = this.readAddress();
      this.line = null;
      void this.show(null);
    });
    void this.show(null);
  }

  destroy(): void {
    this.keys.removeEventListener("keydown", this.onKey as EventListener);
    this.stopListening();
    this.layouter.stop();
    this.theme.stop();
    this.graph.destroy();
    this.frame.element.remove();
  }

  // --- where to go -------------------------------------------------------------------------------------------------

  set(change: Partial<ViewState>, push = true): void {
    const anchor = change.column ?? change.select ?? this.anchor ?? this.state.select;
    this.state = { ...this.state, ...change };
    this.line = null;
    this.options.address.write(writeRoute(this.state), push);
    void this.show(anchor);
  }

  go = (id: string): void => {
    if (isColumn(id)) return this.goColumn(id);
    const view = this.state.view === "list" ? "list" : "graph";
    if (!this.source.live || this.model.nodes.has(id)) this.set({ view, select: id.startsWith("dag:") ? null : id, run: null, left: null, right: null, ...(this.source.live ? { node: id, more: [], column: null } : {}) });
    else this.set({ ...parseRoute(new URLSearchParams()), view, node: id, select: /^(dataset|job):/.test(id) ? id : null, jobs: this.state.jobs });
  };

  select = (id: string): void => {
    if (isColumn(id)) return this.trace(id);
    this.set({ select: id }, false);
  };

  trace = (column: string): void => {
    const view = this.state.view === "list" ? "list" : "graph";
    const node = this.state.node ?? (this.source.live ? datasetOf(column) : null);
    this.set({ view, node, column, select: column, run: null, left: null, right: null });
    this.frame.say(`Tracing ${spoken(column)}`);
  };

  openRun = (id: string): void => this.set({ view: "run", run: id, left: null, right: null });
  compare = (left: string, right: string): void => this.set({ view: "compare", left, right });
  impact = (id: string): void => this.set({ view: "impact", select: id });
  say = (text: string): void => this.frame.say(text);

  airflowUrl = (dag: string, task?: string | null, run?: string | null): string | null => {
    if (this.options.airflowBase === null) return null;
    const part = encodeURIComponent;
    const path = `dags/${part(dag)}${run ? `/runs/${part(run)}` : ""}${task ? `/tasks/${part(task)}` : ""}`;
    return new URL(path, this.options.airflowBase).href;
  };

  fill<T>(answer: Promise<T>, show: (value: T) => Child): HTMLElement {
    const place = h("div.lx-filled", null);
    answer.then(
      (value) => replace(place, show(value)),
      (error: Error) => replace(place, h("p.lx-warning", null, error.message)),
    );
    return place;
  }

  private goColumn(id: string): void {
    if (this.model.nodes.has(datasetOf(id)) || !this.source.live) return this.trace(id);
    this.set({ ...parseRoute(new URLSearchParams()), view: "graph", node: datasetOf(id), column: id, select: id, jobs: this.state.jobs });
  }

  private toggle(id: string): void {
    if (this.state.open.includes(id)) this.set({ open: this.state.open.filter((each) => each !== id), select: id }, false);
    else this.open(id);
  }

  private open(id: string): void {
    this.set({ open: [...new Set([...this.state.open, id])], select: id }, false);
  }

  private escape(): void {
    if (this.line) this.set({});
    else if (this.state.column) this.set({ column: null, select: datasetOf(this.state.column) }, false);
    else if (this.state.select) this.set({ select: null }, false);
  }

  // --- what is on screen -------------------------------------------------------------------------------------------

  private readAddress(): ViewState {
    const state = parseRoute(this.options.address.read());
    if (state.view === "home" && this.source.root) return { ...state, view: "graph", node: this.source.root };
    if (!state.node && this.source.root) state.node = this.source.root;
    if (state.node && isColumn(state.node)) return { ...state, column: state.column ?? state.node, select: state.select ?? state.node, node: datasetOf(state.node) };
    if (state.column && !state.node) state.node = datasetOf(state.column);
    if (state.column && state.view === "home") state.view = "graph";
    return state;
  }

  private async show(anchor: string | null): Promise<void> {
    const number = ++this.loading;
    const { state } = this;
    this.frame.update(state);
    try {
      if (state.view === "home") return this.frame.page(homePage(this, () => this.search.open()));
      if (state.view === "run" && state.run) return await this.page("Loading the run", this.source.run(state.run), (run) => runPage(this, run), number);
      if (state.view === "compare" && state.left && state.right) return await this.page("Comparing", this.source.compare(state.left, state.right), (found) => comparePage(this, found), number);
      if (state.view === "impact" && state.select) return await this.page("Following what depends on it", this.source.impact(state.select), (found) => impactPage(this, found), number);
      if (!state.node) return this.frame.page(homePage(this, () => this.search.open()));
      await this.loadGraph(number);
      if (number !== this.loading) return;
      if (state.view === "list") this.frame.page(listPage(this), this.sideContent());
      else await this.showGraph(anchor, number);
    } catch (error) {
      if (number === this.loading) this.failed(error as Error);
    }
  }

  private async page<T>(text: string, answer: Promise<T>, show: (value: T) => HTMLElement, number: number): Promise<void> {
    const late = setTimeout(() => number === this.loading && this.frame.page(waiting(text)), 200);
    try {
      const value = await answer;
      if (number === this.loading) this.frame.page(show(value));
    } finally {
      clearTimeout(late);
    }
  }

  private failed(error: Error): void {
    const login = error instanceof SourceError && error.status === 401;
    const url = login && this.options.airflowBase !== null ? new URL(`auth/login?next=${encodeURIComponent(location.href)}`, this.options.airflowBase).href : null;
    const title = login ? "Not logged in" : error instanceof SourceError && error.status === 403 ? "Not allowed" : error instanceof SourceError && error.status === 404 ? "Not found" : "This did not work";
    this.frame.page(note(title, error.message, url ? h("a.lx-button.lx-primary", { href: url, target: "_top" }, "Log in") : button("Try again", null, () => void this.show(null), "lx-primary"), button("Search", "search", () => this.search.open())));
    if (!(error instanceof SourceError)) console.warn(error);
  }

  /** Loads what the address asks for and is not there: the root's neighbourhood, more of it, the traced path. */
  private async loadGraph(number: number): Promise<void> {
    const { state } = this;
    if (!this.loaded || !sameGraph(this.loaded, state)) {
      const more = this.loaded && this.loaded.node === state.node && this.loaded.up === state.up && this.loaded.down === state.down ? state.more.filter((each) => !this.loaded!.more.includes(each)) : state.more;
      const fresh = more === state.more;
      const late = setTimeout(() => number === this.loading && fresh && this.frame.page(waiting("Loading the graph")), 200);
      try {
        const model = fresh ? Model.of(await this.source.graph(state.node!, ...this.depths(state))) : this.model;
        const graphs = await Promise.all(more.map((each) => this.neighbourhood(each)));
        if (number !== this.loading) return;
        performance.mark("lineage-data");
        graphs.forEach((graph) => model.add(graph));
        if (fresh) {
          this.model = model;
          this.completed.clear();
          this.fitted = false;
        }
        this.loaded = state;
      } finally {
        clearTimeout(late);
      }
    }
    if (state.column && this.source.live && !this.completed.has(state.column)) {
      const path = await this.source.column(state.column).catch((error: Error) => (this.frame.say(error.message), null));
      if (number !== this.loading) return;
      this.completed.add(state.column);
      if (path) this.model.add(path);
    }
  }

  private depths(state: ViewState): [number | null, number | null] {
    return /^(dataset|job):/.test(state.node ?? "") ? [state.up, state.down] : [state.up === 2 ? null : state.up, state.down === 2 ? null : state.down];
  }

  private neighbourhood(more: string): Promise<Graph> {
    const [side, id] = [more.slice(0, more.indexOf(":")), more.slice(more.indexOf(":") + 1)];
    return this.source.graph(id, side === "up" ? 2 : 0, side === "down" ? 2 : 0);
  }

  private anchor: string | null = null;

  private async showGraph(anchor: string | null, number: number): Promise<void> {
    if (!this.model.nodes.size) {
      const about = this.state.node === ALL ? "This file" : spoken(this.state.node ?? "");
      return this.frame.page(note("Nothing to draw yet", `${about} has no datasets so far. They appear when a task with SQL, inlets or outlets has run.`, button("Search", "search", () => this.search.open(), "lx-primary")));
    }
    const trace = this.state.column ? this.model.trace(this.state.column) : null;
    const small = trace && new Set([...trace.distance.keys()].map(datasetOf)).size <= PATH_ROWS;
    const input: SceneInput = { model: this.model, state: this.state, trace, all: this.all };
    if (trace && !small && !this.state.open.includes(datasetOf(this.state.column!))) this.state.open.push(datasetOf(this.state.column!));
    const placed: LayoutResult = await this.layouter.run(layoutInput(input));
    if (number !== this.loading) return;
    this.frame.showGraph();
    this.frame.panel(this.sideContent());
    this.graph.measure();
    const scene = buildScene(input, placed);
    const keep = this.fitted ? (anchor ?? this.state.node) : null;
    this.graph.show(scene, this.state.select, keep && scene.cards.has(datasetOf(keep)) ? keep : this.fitted ? scene.cards.keys().next().value! : null);
    if (!this.fitted) this.firstLook(scene.cards.size);
    else if (trace && this.traced !== this.state.column) this.graph.fitIfReadable(this.path());
    this.traced = this.state.column;
    performance.mark("lineage-shown");
    this.frame.legend(Boolean(trace), this.words());
  }

  /** A small graph is shown whole, a large one around its root. */
  private firstLook(count: number): void {
    this.fitted = true;
    if (this.state.column) {
      this.fitPath();
      if (this.graph.camera.zoom < NEAR + 0.03) this.lookAt(datasetOf(this.state.column), SMALL - 0.01);
      return;
    }
    const root = this.state.select && this.graph.scene?.cards.has(this.state.select) ? this.state.select : this.state.node;
    if (count > 3 && root && this.graph.camera.zoom < 0.6) this.lookAt(root, 0.75);
  }

  /** Shows a card in the middle, near enough to be read. */
  private lookAt(id: string, zoom: number): void {
    const card = this.graph.scene?.cards.get(id);
    if (!card) return;
    this.graph.camera.zoom = zoom;
    this.graph.camera.centre({ x: card.x + card.width / 2, y: card.y + card.height / 2 });
    this.graph.paint();
  }

  private fitPath(): void {
    this.graph.fit(this.path());
    this.graph.paint();
  }

  private path(): string[] {
    return [...(this.graph.scene?.cards ?? [])].filter(([, card]) => card.lit).map(([id]) => id);
  }

  private words(): string {
    const datasets = [...this.model.nodes.values()].filter((node) => node.kind === "dataset").length;
    const told = [plural(datasets, "dataset"), plural(this.model.nodes.size - datasets, "task")];
    if (this.model.truncated) told.push("cut at the limit: load more at the +");
    if (this.model.hidden) told.push(`${plural(this.model.hidden, "task")} of DAGs you may not read`);
    return told.join(" · ");
  }

  private sideContent(): HTMLElement | null {
    if (this.line) return linePanel(this, this.line);
    const id = this.state.column ?? this.state.select;
    return id && (this.state.view === "list" || this.model.nodes.has(datasetOf(id))) ? sidePanel(this, id) : null;
  }

  private showLine(line: Line): void {
    this.line = line;
    this.frame.panel(linePanel(this, line));
  }

  private async picture(kind: "png" | "svg"): Promise<void> {
    const scene = this.graph.scene;
    if (!scene) return this.say("There is no graph on screen");
    const name = `lineage-${spoken(this.state.column ?? this.state.node ?? "graph")}.${kind}`;
    try {
      if (kind === "svg") download(name, "image/svg+xml", toSvg(scene, this.theme.colours()));
      else download(name, "image/png", await toPng(scene, this.theme.colours()));
      this.say(`${name} saved`);
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      event.stopPropagation();
      this.search.open();
    } else if (event.key === "/" && !/^(input|textarea|select)$/i.test((event.composedPath()[0] as HTMLElement).tagName ?? "")) {
      event.preventDefault();
      event.stopPropagation();
      this.search.open();
    }
  };
}

