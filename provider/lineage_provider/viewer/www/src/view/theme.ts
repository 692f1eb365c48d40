/**
 * Light and dark: what the user chose, else what the host (Airflow) shows, else what the system prefers.
 * Out: a `data-theme` on the page's element and the colours for canvas and pictures.
 */

export type Choice = "auto" | "light" | "dark";
export type Theme = "light" | "dark";

const KEY = "lineage-theme";
const NAMES = ["bg", "surface", "text", "muted", "line", "edge", "accent", "direct", "indirect", "dataset", "job", "job-soft", "pass", "fail", "warn"] as const;
export type Colours = Record<(typeof NAMES)[number], string>;

export class ThemeKeeper {
  choice: Choice = "auto";
  private readonly system = window.matchMedia("(prefers-color-scheme: dark)");
  private readonly observer = new MutationObserver(() => this.apply());

  constructor(
    private readonly element: HTMLElement,
    private readonly changed: () => void,
    asked: string | null,
  ) {
    this.choice = isChoice(asked) ? asked : kept();
    this.system.addEventListener("change", this.onSystem);
    for (const host of hosts()) this.observer.observe(host, { attributes: true, attributeFilter: ["class", "data-theme"] });
    this.apply();
  }

  get theme(): Theme {
    if (this.choice !== "auto") return this.choice;
    for (const host of hosts()) {
      const said = host.getAttribute("data-theme") ?? host.className;
      if (/\bdark\b/.test(said)) return "dark";
      if (/\blight\b/.test(said)) return "light";
    }
    return this.system.matches ? "dark" : "light";
  }

  choose(choice: Choice): void {
    this.choice = choice;
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Storage is closed to some frames and files; the choice then holds for this page only.
    }
    this.apply();
  }

  colours(): Colours {
    const style = getComputedStyle(this.element);
    return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--lx-${name}`).trim()])) as Colours;
  }

  stop(): void {
    this.system.removeEventListener("change", this.onSystem);
    this.observer.disconnect();
  }

  private readonly onSystem = (): void => this.apply();

  private apply(): void {
    this.element.dataset.theme = this.theme;
    this.changed();
  }
}

/** The roots that may carry a host's colour mode: of this document, and of Airflow's around a frame. */
function hosts(): HTMLElement[] {
  const found = [document.documentElement];
  try {
    if (window.parent !== window) found.unshift(window.parent.document.documentElement);
  } catch {
    // Another origin's frame: its colour mode cannot be read.
  }
  return found;
}

function kept(): Choice {
  try {
    const value = localStorage.getItem(KEY);
    return isChoice(value) ? value : "auto";
  } catch {
    return "auto";
  }
}

function isChoice(value: string | null): value is Choice {
  return value === "auto" || value === "light" || value === "dark";
}
