/**
 * The elements of the cards in view: readable, focusable, few. In: a scene and what is in view. Out: elements kept
 * in step with it, one event for each thing that can be clicked.
 */
import { columnId } from "../core/ids.ts";
import type { DatasetNode, JobNode } from "../core/types.ts";
import { jobTitle, plural, short, subtitle, tone } from "../core/words.ts";
import { overlaps, type Rect } from "./camera.ts";
import { h, icon } from "./dom.ts";
import type { Card, Scene } from "./scene.ts";

export interface CardEvents {
  select(id: string): void;
  toggle(id: string): void;
  column(id: string): void;
  showAll(id: string): void;
  load(id: string, side: "up" | "down"): void;
}

export class Cards {
  private readonly shown = new Map<string, { element: HTMLElement; card: Card; selected: boolean; stop: boolean }>();

  constructor(
    readonly layer: HTMLElement,
    private readonly events: CardEvents,
  ) {}

  /** Makes, changes and removes elements so that those in `view`, and the kept one, are there. */
  update(scene: Scene, view: Rect | null, keep: string | null, selected: string | null): void {
    const wanted = new Set<string>();
    for (const [id, card] of scene.cards) {
      const rect = { left: card.x - 30, top: card.y, right: card.x + card.width + 30, bottom: card.y + card.height };
      if (id !== keep && !(view && overlaps(rect, view))) continue;
      wanted.add(id);
      this.show(id, card, selected === id, keep === id);
    }
    for (const [id, { element }] of this.shown)
      if (!wanted.has(id)) {
        element.remove();
        this.shown.delete(id);
      }
  }

  element(id: string): HTMLElement | undefined {
    return this.shown.get(id)?.element;
  }

  clear(): void {
    this.layer.replaceChildren();
    this.shown.clear();
  }

  private show(id: string, card: Card, selected: boolean, stop: boolean): void {
    // A card belongs to one scene and never changes: the same card looks the same.
    let entry = this.shown.get(id);
    if (entry?.card === card && entry.selected === selected && entry.stop === stop) return;
    if (!entry || entry.selected !== selected || !alike(entry.card, card)) {
      const focused = entry ? focusKey(entry.element) : null;
      const element = this.make(id, card, selected, stop);
      if (entry) entry.element.replaceWith(element);
      else this.layer.append(element);
      entry = { element, card, selected, stop };
      this.shown.set(id, entry);
      if (focused) element.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
    entry.card = card;
    if (entry.stop !== stop) {
      // In place: pressing the mouse moves the focus, and an element that is replaced then is never clicked.
      entry.stop = stop;
      entry.element.querySelector<HTMLElement>(".lx-head")!.tabIndex = stop ? 0 : -1;
    }
    entry.element.style.transform = `translate(${card.x}px, ${card.y}px)`;
    entry.element.style.width = `${card.width}px`;
    entry.element.style.height = `${card.height}px`;
  }

  private make(id: string, card: Card, selected: boolean, stop: boolean): HTMLElement {
    const marks = [selected && "selected", card.lit && "lit", card.dim && "dim"].filter(Boolean).map((mark) => `lx-${String(mark)}`);
    const { node } = card;
    const body = node.kind === "job" ? this.job(node, stop) : this.dataset(node, card, stop);
    const handles = [node.more_up && this.handle(node.id, "up"), node.more_down && this.handle(node.id, "down")];
    return h("div.lx-card", { class: [`lx-${node.kind}`, ...marks].join(" "), role: "group", "aria-label": titleOf(card), "data-id": id }, body, handles);
  }

  private job(node: JobNode, stop: boolean): HTMLElement {
    const state = node.run?.state ?? "";
    return h(
      "button.lx-head",
      { type: "button", tabindex: stop ? 0 : -1, "data-key": node.id, onclick: () => this.events.select(node.id), "aria-label": `Task ${jobTitle(node)}, ${state || "no run yet"}`, title: node.name },
      h("span.lx-glyph", null, icon("task")),
      h("span.lx-titles", null, h("span.lx-title", null, breakable(jobTitle(node))), h("span.lx-sub", null, subtitle(node))),
      h("span.lx-state", { class: `lx-${tone(state)}`, title: state || "no run yet" }),
    );
  }

  private dataset(node: DatasetNode, card: Card, stop: boolean): HTMLElement[] {
    const count = card.rows.length + card.rest;
    const head = h(
      "button.lx-head",
      { type: "button", tabindex: stop ? 0 : -1, "data-key": node.id, onclick: () => this.events.select(node.id), "aria-label": `Dataset ${node.label}, ${plural(count, "column")}${checkWords(node)}`, title: node.name },
      h("span.lx-glyph", null, icon("table")),
      h("span.lx-titles", null, h("span.lx-title", null, breakable(node.label)), h("span.lx-sub", null, subtitle(node))),
      checkBadge(node),
    );
    const opener = h(
      "button.lx-opener",
      { type: "button", tabindex: -1, "aria-expanded": String(card.open), "aria-label": `${card.open ? "Hide" : "Show"} the columns of ${node.label}`, title: card.open ? "Hide columns" : "Show columns", "data-key": `${node.id}\nopen`, onclick: () => this.events.toggle(node.id) },
      short(count),
      icon("chevron", 12),
    );
    const rows = card.rows.map((row) => {
      const id = columnId(node.id, row.name);
      return h(
        "button.lx-row",
        { type: "button", tabindex: -1, "data-key": id, "aria-pressed": String(id === card.chosen), title: [row.name, row.type, row.description].filter(Boolean).join(" · "), onclick: () => this.events.column(id), class: id === card.chosen ? "lx-chosen" : card.lit ? "lx-on-path" : "" },
        h("span.lx-name", null, row.name),
        row.type ? h("span.lx-type", null, row.type.toLowerCase()) : null,
      );
    });
    const rest = card.rest
      ? h("button.lx-row.lx-rest", { type: "button", tabindex: -1, "data-key": `${node.id}\nrest`, onclick: () => this.events.showAll(node.id) }, `${plural(card.rest, "more column", "more columns")}`)
      : null;
    const bar = h("div.lx-bar", null, head, count ? opener : null);
    return rows.length ? [bar, h("div.lx-rows", null, rows, rest)] : [bar];
  }

  private handle(id: string, side: "up" | "down"): HTMLElement {
    return h(
      "button.lx-handle",
      { type: "button", tabindex: -1, class: `lx-${side}`, "aria-label": `Load what is ${side === "up" ? "upstream" : "downstream"}`, title: `Load more ${side === "up" ? "upstream" : "downstream"}`, onclick: () => this.events.load(id, side) },
      icon("plus", 12),
    );
  }
}

/** Whether two cards look the same, wherever they stand. */
function alike(a: Card, b: Card): boolean {
  const same = a.node === b.node && a.open === b.open && a.lit === b.lit && a.dim === b.dim && a.rest === b.rest && a.chosen === b.chosen;
  return same && a.rows.length === b.rows.length && a.rows.every((row, index) => row.name === b.rows[index]!.name);
}

function focusKey(element: HTMLElement): string | null {
  const active = (element.getRootNode() as Document | ShadowRoot).activeElement;
  return active && element.contains(active) ? ((active as HTMLElement).dataset.key ?? null) : null;
}

/** A name that may go on in the next line after a separator: from afar, letters are large and names have two lines. */
function breakable(name: string): (string | HTMLElement)[] {
  return name.split(/(?<=[_.\-/])(?=.)/).flatMap((part, index) => (index ? [h("wbr"), part] : [part]));
}

function titleOf(card: Card): string {
  return `${card.node.kind === "job" ? "Task" : "Dataset"} ${card.node.label}`;
}

function checkWords(node: DatasetNode): string {
  if (!node.checks) return "";
  return node.checks.failed ? `, ${plural(node.checks.failed, "check")} failed` : `, ${plural(node.checks.passed, "check")} passed`;
}

function checkBadge(node: DatasetNode): HTMLElement | null {
  if (!node.checks || !(node.checks.failed + node.checks.passed + node.checks.warned)) return null;
  const { failed, warned, passed } = node.checks;
  const [look, count, word] = failed ? ["bad", failed, "failed"] : warned ? ["warned", warned, "warned"] : ["good", passed, "passed"];
  return h("span.lx-badge", { class: `lx-${look}`, title: `${plural(Number(count), "check")} ${word}` }, icon(failed ? "close" : "check", 10), String(count));
}
