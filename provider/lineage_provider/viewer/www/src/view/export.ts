/** Pictures and tables to take away: PNG and SVG of the whole graph, CSV of an impact. Nothing leaves the browser. */
import { columnOf, datasetOf, nameOf } from "../core/ids.ts";
import type { Impact } from "../core/types.ts";
import { jobTitle } from "../core/words.ts";
import { curve, type Pen } from "./draw.ts";
import { HEADER, ROW, type Card, type Scene } from "./scene.ts";
import type { Colours } from "./theme.ts";

const MARGIN = 24;
/** Browsers refuse larger canvases. */
const MOST_PIXELS = 60_000_000;

export function download(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name.replace(/[^\w.-]+/g, "_");
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A line for each affected task, dataset and column. A cell that a spreadsheet would run as a formula is quoted. */
export function csv(impact: Impact): string {
  const lines: (string | number | null)[][] = [["kind", "namespace", "name", "column", "dag_id", "task_id", "owners", "distance", "rows_only"]];
  for (const { id, distance, rows } of impact.datasets) lines.push(["dataset", ...full(id), "", "", "", "", distance, rows ? "yes" : ""]);
  for (const { id, distance } of impact.columns) lines.push(["column", ...full(id), columnOf(id), "", "", "", distance, ""]);
  for (const job of impact.jobs) lines.push(["task", ...full(job.id), "", job.dag_id, job.task_id, job.owners.join(" "), job.distance ?? "", ""]);
  return lines.map((cells) => cells.map(cell).join(",")).join("\r\n") + "\r\n";
}

function full(id: string): [string, string] {
  const { namespace, name } = nameOf(datasetOf(id));
  return [namespace, name];
}

function cell(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toSvg(scene: Scene, colours: Colours): string {
  const [width, height] = [scene.width + 2 * MARGIN, scene.height + 2 * MARGIN].map(Math.ceil);
  const lines = scene.lines.map((line) => {
    const path = new PathText();
    curve(path, line.points);
    const colour = line.kind === "table" ? (line.lit ? colours.accent : colours.edge) : line.indirect ? colours.indirect : colours.direct;
    const faint = line.dim || (line.kind === "column" && !line.lit);
    return `<path d="${path.text}" fill="none" stroke="${colour}" stroke-width="${line.lit ? 2 : 1.3}"${faint ? ' opacity="0.5"' : ""}${line.indirect ? ' stroke-dasharray="5 4"' : ""}/>`;
  });
  const cards = [...scene.cards.values()].map((card) => svgCard(card, colours));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}" font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif"><rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="${colours.bg}"/>${lines.join("")}${cards.join("")}</svg>`;
}

function svgCard(card: Card, colours: Colours): string {
  const { node, x, y, width, height } = card;
  const colour = node.kind === "job" ? colours.job : colours.dataset;
  const parts = [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${colours.surface}" stroke="${card.lit ? colours.accent : colours.line}" stroke-width="${card.lit ? 2 : 1}"/>`,
    `<rect x="${x}" y="${y + 8}" width="4" height="${Math.min(height, HEADER) - 16}" rx="2" fill="${colour}"/>`,
    text(x + 14, y + 21, jobTitle(node), 13, colours.text, 600, Math.floor((width - 48) / 7.2)),
    text(x + 14, y + 37, node.kind === "job" ? (node.dag_id ?? node.namespace) : node.name, 10.5, colours.muted, 400, Math.floor((width - 30) / 5.6)),
  ];
  if (node.kind === "dataset" && node.checks) parts.push(`<circle cx="${x + width - 16}" cy="${y + 18}" r="5" fill="${node.checks.failed ? colours.fail : colours.pass}"/>`);
  if (node.kind === "job" && node.run) parts.push(`<circle cx="${x + width - 16}" cy="${y + height / 2}" r="5" fill="${/fail/i.test(node.run.state) ? colours.fail : colours.pass}"/>`);
  card.rows.forEach((row, index) => {
    const at = y + HEADER + index * ROW + ROW / 2 + 4;
    parts.push(text(x + 14, at, row.name, 12, colours.text, 400, 24));
    if (row.type) parts.push(text(x + width - 12, at, row.type.toLowerCase(), 10.5, colours.muted, 400, 14, "end"));
  });
  return `<g${card.dim ? ' opacity="0.45"' : ""}>${parts.join("")}</g>`;
}

function text(x: number, y: number, value: string, size: number, colour: string, weight: number, most: number, anchor = "start"): string {
  const cut = value.length > most ? `${value.slice(0, most - 1)}…` : value;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" font-weight="${weight}" text-anchor="${anchor}">${escape(cut)}</text>`;
}

function escape(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

class PathText implements Pen {
  text = "";
  moveTo(x: number, y: number): void {
    this.text += `M${short(x)} ${short(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.text += `L${short(x)} ${short(y)}`;
  }
  bezierCurveTo(...values: [number, number, number, number, number, number]): void {
    this.text += `C${values.map(short).join(" ")}`;
  }
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The SVG's picture, twice as fine as a screen where it fits. */
export async function toPng(scene: Scene, colours: Colours): Promise<Blob> {
  const source = toSvg(scene, colours);
  const [width, height] = [scene.width + 2 * MARGIN, scene.height + 2 * MARGIN];
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)), 16_000 / Math.max(width, height));
  const image = new Image();
  const url = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("The browser could not paint the picture; SVG works."));
      image.src = url;
    });
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large for the browser; SVG works."))), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
