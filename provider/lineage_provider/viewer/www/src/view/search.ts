/** Ctrl+K: find a dataset, column, task or DAG by a part of its name. A combobox over a list, by the ARIA pattern. */
import type { Source } from "../core/source.ts";
import type { Hit } from "../core/types.ts";
import { h, icon, replace } from "./dom.ts";

const PAUSE_MS = 120;

export class Search {
  readonly element: HTMLDialogElement;
  private readonly input: HTMLInputElement;
  private readonly list = h("ul.lx-hits", { role: "listbox", id: "lx-hits", "aria-label": "Found" });
  private readonly status = h("p.lx-quiet.lx-search-status", { role: "status" });
  private hits: Hit[] = [];
  private at = 0;
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly source: Source,
    private readonly go: (hit: Hit) => void,
  ) {
    this.input = h("input", { type: "text", role: "combobox", "aria-label": "Find a table, column, task or DAG", "aria-controls": "lx-hits", "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: "Find a table, column, task or DAG" }) as HTMLInputElement;
    this.element = h("dialog.lx-search", { "aria-label": "Search" }, h("div.lx-search-line", null, icon("search", 18), this.input, h("kbd", null, "Esc")), this.list, this.status) as HTMLDialogElement;
    this.input.addEventListener("input", () => this.later());
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  open(): void {
    if (this.element.open) return;
    this.element.showModal();
    this.input.select();
    if (!this.input.value) this.status.textContent = "Type a part of a name; several words must all be in it.";
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MS);
  }

  private async ask(): Promise<void> {
    const number = ++this.asked;
    const text = this.input.value.trim();
    if (!text) return this.show([], "Type a part of a name; several words must all be in it.");
    try {
      const hits = await this.source.search(text);
      if (number === this.asked) this.show(hits, hits.length ? "" : `Nothing is called “${text}”. Only what has run since the store was begun is known.`);
    } catch (error) {
      if (number === this.asked) this.show([], (error as Error).message);
    }
  }

  private show(hits: Hit[], status: string): void {
    this.hits = hits;
    this.at = 0;
    this.status.textContent = status;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    replace(this.list, hits.map((hit, index) => this.item(hit, index)));
    this.mark();
  }

  private item(hit: Hit, index: number): HTMLElement {
    const name = hit.kind === "dataset" ? "table" : hit.kind === "column" ? "columns" : hit.kind === "dag" ? "graph" : "task";
    return h("li.lx-hit", { role: "option", id: `lx-hit-${index}`, class: `lx-${hit.kind}`, onclick: () => this.choose(index), onpointermove: () => this.move(index) }, h("span.lx-glyph", null, icon(name)), h("span.lx-titles", null, h("span.lx-title", null, hit.label), h("span.lx-sub", null, hit.where ?? "")), h("span.lx-quiet", null, hit.kind === "job" ? "task" : hit.kind === "dag" ? "DAG" : hit.kind));
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const count = this.hits.length;
      if (count) this.move((this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(this.at);
    }
    event.stopPropagation();
  }

  private move(index: number): void {
    if (index === this.at) return;
    this.at = index;
    this.mark();
  }

  private mark(): void {
    this.list.querySelectorAll(".lx-hit").forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
    const active = this.list.children[this.at];
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    else this.input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  private choose(index: number): void {
    const hit = this.hits[index];
    if (!hit) return;
    this.element.close();
    this.go(hit);
  }
}
