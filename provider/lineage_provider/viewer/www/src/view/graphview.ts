/**
 * The graph on screen: canvas for lines and far-away cards, elements for the cards in view, and the hands on them
 * (mouse, touch, keyboard). In: scenes. Out: the events of CardEvents, and of lines.
 */
import { datasetOf } from "../core/ids.ts";
import type { Point } from "../layout/layout.ts";
import { Camera, type Rect } from "./camera.ts";
import { Cards, type CardEvents } from "./cards.ts";
import { h } from "./dom.ts";
import { curve, draw, NEAR, SMALL } from "./draw.ts";
import { isArrow, step } from "./keys.ts";
import type { Line, Scene } from "./scene.ts";
import type { Colours } from "./theme.ts";

export interface GraphEvents extends CardEvents {
  line(line: Line): void;
  nothing(): void;
  escape(): void;
}

const HIT = 7;
/** The canvas reaches so many pixels beyond the window, so that its picture can be moved without being drawn anew. */
const MARGIN = 200;
const SLOW_MS = 6;

export class GraphView {
  readonly camera = new Camera();
  readonly element: HTMLElement;
  scene: Scene | null = null;
  /** The card that Tab leads to. */
  private stop: string | null = null;
  private selected: string | null = null;
  private hovered: Line | null = null;
  private frame = 0;
  private readonly canvas = document.createElement("canvas");
  private readonly stage = h("div.lx-stage");
  private readonly cards: Cards;
  private readonly pointers = new Map<number, Point>();
  private moved = false;
  private drawn: { x: number; y: number; zoom: number; took: number } | null = null;
  private readonly resized = new ResizeObserver(() => this.resize());

  constructor(
    private readonly events: GraphEvents,
    private readonly colours: () => Colours,
  ) {
    this.cards = new Cards(this.stage, events);
    this.canvas.className = "lx-canvas";
    this.canvas.setAttribute("aria-hidden", "true");
    this.element = h("div.lx-graph", { role: "group", "aria-label": "Lineage graph. Arrow keys move along the edges, Enter opens a dataset or traces a column, Escape goes back." }, this.canvas, this.stage);
    this.listen();
    this.resized.observe(this.element);
  }

  /** Shows a scene; `anchor` names a card that stays where it is on the screen, without it all is fitted. */
  show(scene: Scene, selected: string | null, anchor: string | null): void {
    const before = anchor ? this.scene?.cards.get(datasetOf(anchor)) : undefined;
    const after = anchor ? scene.cards.get(datasetOf(anchor)) : undefined;
    const first = !this.scene;
    this.scene = scene;
    this.selected = selected;
    this.hovered = null;
    if (!this.stop || !scene.cards.has(this.stop)) this.stop = scene.cards.has(selected ?? "") ? selected : (scene.cards.keys().next().value ?? null);
    if (before && after) {
      this.camera.x += (before.x - after.x) * this.camera.zoom;
      this.camera.y += (before.y - after.y) * this.camera.zoom;
      this.uncover(after);
    } else if (first || !anchor) this.fit();
    this.paint();
  }

  fit(ids?: Iterable<string>): void {
    if (!this.scene) return;
    const cards = ids ? [...ids].flatMap((id) => this.scene!.cards.get(id) ?? []) : [...this.scene.cards.values()];
    if (!cards.length) return;
    const rect: Rect = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const card of cards) {
      rect.left = Math.min(rect.left, card.x);
      rect.top = Math.min(rect.top, card.y);
      rect.right = Math.max(rect.right, card.x + card.width);
      rect.bottom = Math.max(rect.bottom, card.y + card.height);
    }
    this.camera.fit(rect);
    this.request();
  }

  /** Moves no more than is needed for a card not to lie beyond the edge (behind a panel that opened). */
  private uncover(card: { x: number; y: number; width: number }): void {
    const beyond = this.camera.toScreen({ x: card.x + card.width, y: card.y }).x + 24 - this.camera.width;
    if (beyond > 0) this.camera.x -= beyond;
  }

  /** Shows cards whole where they stay readable; else the window stays as it is. */
  fitIfReadable(ids: string[]): void {
    const { x, y, zoom } = this.camera;
    this.fit(ids);
    if (this.camera.zoom < NEAR + 0.03) Object.assign(this.camera, { x, y, zoom });
    this.paint();
  }

  zoom(factor: number): void {
    this.camera.zoomAt({ x: this.camera.width / 2, y: this.camera.height / 2 }, factor);
    this.request();
  }

  /** Brings a card (or a row of it) into view and gives it the focus. */
  focus(id: string): void {
    const card = this.scene?.cards.get(datasetOf(id));
    if (!card) return;
    this.stop = card.node.id;
    if (this.camera.zoom < NEAR) this.camera.zoom = 0.8;
    const a = this.camera.toScreen(card);
    const b = this.camera.toScreen({ x: card.x + card.width, y: card.y + Math.min(card.height, 300) });
    if (a.x < 8 || a.y < 8 || b.x > this.camera.width - 8 || b.y > this.camera.height - 8)
      this.camera.centre({ x: card.x + card.width / 2, y: card.y + Math.min(card.height, 300) / 2 });
    this.paint();
    const target = this.cards.element(card.node.id)?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`);
    (target ?? this.cards.element(card.node.id)?.querySelector<HTMLElement>(".lx-head"))?.focus({ preventScroll: true });
  }

  request(): void {
    if (!this.frame)
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.paint();
      });
  }

  /** Paints now; the frame that was asked for falls away. */
  paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const scene = this.scene;
    if (!scene) return;
    const { x, y, zoom } = this.camera;
    if (!this.slide()) this.drawLines(scene);
    this.stage.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    this.stage.classList.toggle("lx-far", zoom < NEAR);
    this.stage.classList.toggle("lx-small", zoom < SMALL);
    this.cards.update(scene, zoom < NEAR ? null : this.camera.view(60), this.stop, this.selected);
  }

  /** While the graph is moved and drawing it takes long, the last picture is moved, as far as its margin reaches. */
  private slide(): boolean {
    const { drawn, camera } = this;
    if (!drawn || !this.moved || !this.pointers.size || drawn.zoom !== camera.zoom || drawn.took < SLOW_MS) return false;
    const [x, y] = [camera.x - drawn.x, camera.y - drawn.y];
    if (Math.abs(x) > MARGIN || Math.abs(y) > MARGIN) return false;
    this.canvas.style.transform = `translate(${x}px, ${y}px)`;
    return true;
  }

  private drawLines(scene: Scene): void {
    const context = this.canvas.getContext("2d", { alpha: true });
    if (!context) return;
    const began = performance.now();
    const scale = window.devicePixelRatio || 1;
    context.setTransform(scale, 0, 0, scale, MARGIN * scale, MARGIN * scale);
    context.clearRect(-MARGIN, -MARGIN, this.camera.width + 2 * MARGIN, this.camera.height + 2 * MARGIN);
    draw(context, scene, this.camera, this.colours(), this.hovered, MARGIN);
    this.canvas.style.transform = "";
    const { x, y, zoom } = this.camera;
    this.drawn = { x, y, zoom, took: performance.now() - began };
  }

  destroy(): void {
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /** Takes the size of its place on the page; needed before a scene is fitted into a place that has just changed. */
  measure(): void {
    if (this.element.clientWidth !== this.camera.width || this.element.clientHeight !== this.camera.height) this.resize();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.element;
    if (!clientWidth || !clientHeight) return;
    const first = this.camera.width === 1;
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = (clientWidth + 2 * MARGIN) * scale;
    this.canvas.height = (clientHeight + 2 * MARGIN) * scale;
    this.canvas.style.width = `${clientWidth + 2 * MARGIN}px`;
    this.canvas.style.height = `${clientHeight + 2 * MARGIN}px`;
    this.camera.width = clientWidth;
    this.camera.height = clientHeight;
    if (first) this.fit();
    this.paint();
  }

  private listen(): void {
    const { element } = this;
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    element.addEventListener("pointerdown", (event) => this.down(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"] as const) element.addEventListener(name, (event) => this.up(event));
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusin", (event) => this.focused(event));
    element.addEventListener("dblclick", (event) => {
      if (onBackground(event)) this.zoom(1.6);
    });
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.shiftKey && !event.ctrlKey) {
      this.camera.x -= event.deltaY || event.deltaX;
    } else this.camera.zoomAt(this.place(event), Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)));
    this.request();
  }

  private down(event: PointerEvent): void {
    if (event.button || !onBackground(event)) return;
    this.pointers.set(event.pointerId, this.place(event));
    this.moved = false;
    this.element.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    const now = this.place(event);
    if (!before) {
      if (onBackground(event)) this.hover(now);
      return;
    }
    if (!this.moved && Math.hypot(now.x - before.x, now.y - before.y) < 3) return;
    this.moved = true;
    this.element.classList.add("lx-moving");
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      this.camera.zoomAt({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, factor);
    } else {
      this.camera.x += now.x - before.x;
      this.camera.y += now.y - before.y;
    }
    this.pointers.set(event.pointerId, now);
    this.request();
  }

  private up(event: PointerEvent): void {
    if (!this.pointers.delete(event.pointerId)) return;
    this.element.classList.remove("lx-moving");
    if (this.moved) this.request();
    if (this.moved || event.type === "pointercancel") return;
    const at = this.place(event);
    const far = this.camera.zoom < NEAR ? this.cardAt(at) : null;
    if (far) return this.events.select(far);
    const line = this.lineAt(at);
    if (line) this.events.line(line);
    else this.events.nothing();
  }

  private hover(at: Point): void {
    if ((this.scene?.lines.length ?? 0) > 2500) return;
    const found = this.lineAt(at);
    if (found === this.hovered) return;
    this.hovered = found;
    this.element.classList.toggle("lx-pointing", Boolean(found));
    this.request();
  }

  private cardAt(at: Point): string | null {
    const { x, y } = this.camera.toGraph(at);
    for (const [id, card] of this.scene?.cards ?? [])
      if (x >= card.x && x <= card.x + card.width && y >= card.y && y <= card.y + card.height) return id;
    return null;
  }

  /** The line under a point: only column lines explain themselves, lit ones come first. */
  private lineAt(at: Point): Line | null {
    const context = this.canvas.getContext("2d");
    if (!context || !this.scene) return null;
    const point = this.camera.toGraph(at);
    const reach = HIT / this.camera.zoom;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.setLineDash([]);
    context.lineWidth = 2 * reach;
    let best: Line | null = null;
    for (const line of this.scene.lines) {
      if (this.scene.tracing && !line.lit) continue;
      if (point.x < line.left - reach || point.x > line.right + reach || point.y < line.top - reach - 60 || point.y > line.bottom + reach + 60) continue;
      const path = new Path2D();
      curve(path, line.points);
      if (context.isPointInStroke(path, point.x, point.y) && (!best || (line.kind === "column" && best.kind === "table"))) best = line;
    }
    context.restore();
    return best;
  }

  private key(event: KeyboardEvent): void {
    const from = (event.target as HTMLElement).dataset?.key?.split("\n")[0];
    if (event.key === "Escape") return this.events.escape();
    if (event.key === "+" || event.key === "=") return this.zoom(1.25);
    if (event.key === "-") return this.zoom(0.8);
    if (event.key === "0") return this.fit();
    if (!from || !this.scene) return;
    if (isArrow(event.key)) {
      event.preventDefault();
      event.stopPropagation(); // Airflow's grid listens to arrows, too
      const to = step(this.scene, from, event.key);
      if (to) this.focus(to);
    } else if (event.key === "Enter" && from.startsWith("dataset:") && datasetOf(from) === from && !(event.target as HTMLElement).classList.contains("lx-rest")) {
      event.preventDefault();
      this.events.toggle(from);
      this.focus(from);
    } else if (event.key === "[" || event.key === "]") this.events.load(datasetOf(from), event.key === "[" ? "up" : "down");
  }

  private focused(event: FocusEvent): void {
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-id]")?.dataset.id;
    if (!id || id === this.stop) return;
    const old = this.stop ? this.cards.element(this.stop)?.querySelector<HTMLElement>(".lx-head") : null;
    if (old) old.tabIndex = -1;
    this.stop = id;
    this.request();
  }

  private place(event: MouseEvent): Point {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function onBackground(event: Event): boolean {
  const target = event.composedPath()[0];
  return !(target instanceof Element && target.closest(".lx-card"));
}
