/** Elements in one call. Text is always set as text: nothing that comes from an event is read as markup. */

export type Child = Node | string | number | null | undefined | false | Child[];
type Properties = Record<string, unknown>;

/** `h("button.primary", { onclick, "aria-label": "…" }, "Text")`; `null`, `undefined` and `false` fall away. */
export function h(selector: string, properties?: Properties | null, ...children: Child[]): HTMLElement {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  apply(element, properties);
  append(element, children);
  return element;
}

export function svg(tag: string, attributes: Record<string, string | number>, ...children: Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export function replace(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

function apply(element: HTMLElement, properties?: Properties | null): void {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") && typeof value === "function")
      element.addEventListener(name.slice(2), value as EventListener);
    else if (name === "class") element.className += ` ${String(value)}`;
    else if (value === true) element.setAttribute(name, name.startsWith("aria-") ? "true" : "");
    else element.setAttribute(name, String(value));
  }
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== false) element.append(String(child));
  }
}

const ICONS = {
  table: "M3 5h18v14H3zM3 10h18M3 15h18M9 10v9",
  task: "M4 6h10l6 6-6 6H4z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  chevron: "M8 5l7 7-7 7",
  close: "M5 5l14 14M19 5L5 19",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  auto: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  list: "M8 6h13M8 12h13M8 18h13M3 6h1M3 12h1M3 18h1",
  graph: "M4 4h6v5H4zM14 15h6v5h-6zM14 4h6v5h-6zM10 6.500h4M7 9v8.500h7",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M7 15h10",
  check: "M5 13l4 4L19 7",
  target: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  columns: "M4 5h16v14H4zM10 5v14M15 5v14",
  compare: "M8 4L4 8l4 4M4 8h13M16 12l4 4-4 4M20 16H7",
} as const;

export type IconName = keyof typeof ICONS;

export function icon(name: IconName, size = 16): SVGElement {
  const path = svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" });
  return svg("svg", { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: "lx-icon" }, path);
}
