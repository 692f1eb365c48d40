/** What stands around the graph: bar, panel, pages, zoom buttons, legend, messages. In: the state. Out: elements. */
import { spoken } from "../core/words.ts";
import type { ViewState } from "../core/route.ts";
import { ALL } from "../core/source.ts";
import type { Context } from "../panels/context.ts";
import { h, icon, replace, type Child, type IconName } from "./dom.ts";
import type { GraphView } from "./graphview.ts";
import type { Choice } from "./theme.ts";

export interface FrameActions {
  png(): void;
  svg(): void;
  theme(choice: Choice): void;
  /** Shows the whole traced path. */
  path(): void;
  footnote?: string | undefined;
}

const THEMES: { choice: Choice; icon: IconName; label: string }[] = [
  { choice: "auto", icon: "auto", label: "Colours as the system's" },
  { choice: "light", icon: "sun", label: "Light colours" },
  { choice: "dark", icon: "moon", label: "Dark colours" },
];

const KEYS: [string, string][] = [
  ["Ctrl K or /", "find a table, column, task or DAG"],
  ["Tab", "into the graph"],
  ["← →", "along the edges"],
  ["↑ ↓", "through rows and the layer"],
  ["Enter", "open a dataset, trace a column"],
  ["Space", "show what is known of it"],
  ["[ ]", "load more upstream, downstream"],
  ["+ − 0", "zoom, show all"],
  ["Esc", "back: trace, selection"],
];

export class Frame {
  readonly element: HTMLElement;
  private readonly side = h("aside.lx-side", { "aria-label": "Details", hidden: true });
  private readonly main = h("main.lx-main", null);
  private readonly pageElement = h("div.lx-scroll", { hidden: true });
  private readonly message = h("div.lx-message", { role: "status", "aria-live": "polite" });
  private readonly crumb = h("h1.lx-crumb", null);
  private readonly tools = h("div.lx-tools", null);
  private readonly legendElement = h("div.lx-legend", null);
  private readonly graphArea: HTMLElement;
  private readonly themeButton: HTMLElement;
  private readonly help: HTMLDialogElement;
  private timer = 0;

  constructor(
    private readonly context: Context,
    graph: GraphView,
    openSearch: () => void,
    private readonly actions: FrameActions,
  ) {
    this.themeButton = this.iconButton("auto", "Colours", () => this.nextTheme());
    this.help = h("dialog.lx-help", { "aria-label": "Keys" }, h("h2", null, "Keys"), h("dl", null, KEYS.map(([key, what]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, what)))), h("form", { method: "dialog" }, h("button.lx-button", null, "Close"))) as HTMLDialogElement;
    const zoom = h("div.lx-zoom", { role: "group", "aria-label": "Zoom" }, this.iconButton("plus", "Nearer", () => graph.zoom(1.3)), this.iconButton("minus", "Farther", () => graph.zoom(1 / 1.3)), this.iconButton("fit", "Show all", () => graph.fit()));
    this.graphArea = h("div.lx-graph-area", null, graph.element, zoom, this.legendElement);
    const bar = h(
      "header.lx-top",
      null,
      h("button.lx-brand", { type: "button", onclick: () => this.home(), title: "To the start" }, icon("graph", 20), h("span", null, "Lineage")),
      this.crumb,
      h("button.lx-find", { type: "button", onclick: openSearch, "aria-label": "Search (Ctrl K)" }, icon("search"), h("span", null, "Search"), h("kbd", null, "Ctrl K")),
      this.tools,
      this.themeButton,
      this.iconButton("keyboard", "Keys", () => this.help.showModal()),
    );
    replace(this.main, this.graphArea, this.pageElement);
    this.graphArea.hidden = true;
    this.element = h("div.lx", null, bar, h("div.lx-body", null, this.main, this.side), this.message, this.help);
  }

  update(state: ViewState): void {
    const about = state.view === "home" ? "" : state.view === "run" ? "Run" : state.view === "compare" ? "Two runs" : state.view === "impact" ? `Impact of ${spoken(state.select ?? "")}` : state.node === ALL ? "All" : /^(dataset|job|dag):/.test(state.node ?? "") ? spoken(state.node!) : "Run";
    replace(this.crumb, about || h("span.lx-hidden", null, "Lineage"));
    const inGraph = state.view === "graph" || state.view === "list";
    replace(this.tools, inGraph ? this.graphTools(state) : state.node && state.view !== "home" ? this.back() : null);
  }

  showGraph(): void {
    this.pageElement.hidden = true;
    this.graphArea.hidden = false;
  }

  page(content: HTMLElement, side: HTMLElement | null = null): void {
    this.graphArea.hidden = true;
    this.pageElement.hidden = false;
    replace(this.pageElement, content);
    this.pageElement.scrollTop = 0;
    this.panel(side);
  }

  panel(content: HTMLElement | null): void {
    this.side.hidden = !content;
    if (!content) return replace(this.side);
    const close = this.iconButton("close", "Close the details", () => this.context.set({ select: null, column: null }, false));
    close.classList.add("lx-close");
    replace(this.side, close, content);
    this.side.scrollTop = 0;
  }

  legend(tracing: boolean, words: string): void {
    const line = (look: string, label: string): Child => h("span.lx-key", null, h("span.lx-stroke", { class: look }), label);
    replace(this.legendElement, tracing ? [line("lx-direct", "value comes from"), line("lx-indirect", "influences"), h("button.lx-link", { type: "button", onclick: () => this.actions.path() }, "Show the whole path")] : null, h("span", null, words), this.actions.footnote ? h("span", null, this.actions.footnote) : null);
  }

  say(text: string): void {
    this.message.textContent = text;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.message.textContent = ""), 4000);
  }

  themeChosen(choice: Choice): void {
    const theme = THEMES.find((each) => each.choice === choice)!;
    replace(this.themeButton, icon(theme.icon));
    this.themeButton.setAttribute("aria-label", theme.label);
    this.themeButton.title = theme.label;
    this.themeButton.dataset.choice = choice;
  }

  private nextTheme(): void {
    const at = THEMES.findIndex((each) => each.choice === this.themeButton.dataset.choice);
    const next = THEMES[(at + 1) % THEMES.length]!.choice;
    this.actions.theme(next);
    this.themeChosen(next);
  }

  private home(): void {
    const { source } = this.context;
    this.context.set({ view: source.root ? "graph" : "home", node: source.root, select: null, column: null, open: [], more: [], run: null, left: null, right: null });
  }

  private back(): Child {
    return h("button.lx-button", { type: "button", onclick: () => this.context.set({ view: "graph", run: null, left: null, right: null }) }, icon("graph", 14), "Graph");
  }

  private graphTools(state: ViewState): Child {
    const { context } = this;
    const depth = (side: "up" | "down", label: string): HTMLElement =>
      h("label.lx-depth", null, label, h("select", { onchange: (event: Event) => context.set({ [side]: Number((event.target as HTMLSelectElement).value), more: [] }) }, [...new Set([0, 1, 2, 3, 4, 6, 8, 10, state[side]])].sort((a, b) => a - b).map((value) => h("option", { value, selected: value === state[side] }, String(value)))));
    const other = state.view === "list" ? "graph" : "list";
    const scoped = context.source.live && /^(dataset|job):/.test(state.node ?? "");
    return [
      scoped ? [depth("up", "Up"), depth("down", "Down")] : null,
      h("button.lx-button", { type: "button", "aria-pressed": String(state.jobs), onclick: () => context.set({ jobs: !state.jobs }), title: "Show tasks between datasets" }, icon("task", 14), "Tasks"),
      h("button.lx-button", { type: "button", onclick: () => context.set({ view: other }) }, icon(other, 14), other === "list" ? "List" : "Graph"),
      h("details.lx-menu", null, h("summary.lx-button", { "aria-label": "Export" }, icon("download", 14), "Export"), h("div.lx-menu-items", null, this.item("Picture (PNG)", this.actions.png), this.item("Drawing (SVG)", this.actions.svg))),
    ];
  }

  private item(label: string, act: () => void): HTMLElement {
    return h("button.lx-link", { type: "button", onclick: (event: Event) => ((event.target as Element).closest("details")?.removeAttribute("open"), act()) }, label);
  }

  private iconButton(name: IconName, label: string, onclick: () => void): HTMLElement {
    return h("button.lx-icon-button", { type: "button", "aria-label": label, title: label, onclick }, icon(name));
  }
}
