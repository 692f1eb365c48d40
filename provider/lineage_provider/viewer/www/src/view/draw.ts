/**
 * Lines and far-away cards on a canvas. In: a scene, a camera, the theme's colours. Out: pixels. On its own because
 * it runs every frame: one path for each look, only what is in view.
 */
import type { Point } from "../layout/layout.ts";
import { jobTitle } from "../core/words.ts";
import { overlaps, type Camera } from "./camera.ts";
import { HEADER, ROW, type Card, type Line, type Scene } from "./scene.ts";
import type { Colours } from "./theme.ts";

/** Below this zoom cards are painted, above it they are elements. */
export const NEAR = 0.37;
/** Below this one letters on cards grow, and only names are shown. */
export const SMALL = 0.65;
const READABLE = 0.2;

interface Look {
  colour: string;
  width: number;
  alpha: number;
  dash: number[];
}

function lookOf(line: Line, colours: Colours, hovered: Line | null): Look {
  const plain: Look = { colour: colours.edge, width: 1.4, alpha: 1, dash: [] };
  if (line === hovered) return { ...plain, colour: colours.accent, width: 3 };
  if (line.kind === "table") {
    if (line.lit) return { ...plain, colour: colours.accent, width: 2 };
    return line.dim ? { ...plain, alpha: 0.4 } : plain;
  }
  const colour = line.indirect ? colours.indirect : colours.direct;
  const dash = line.indirect ? [5, 4] : [];
  return line.lit ? { colour, width: 2, alpha: 1, dash } : { colour, width: 1, alpha: 0.45, dash };
}

export function draw(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, colours: Colours, hovered: Line | null, margin: number): void {
  const scale = context.getTransform().a;
  context.save();
  context.translate(camera.x, camera.y);
  context.scale(camera.zoom, camera.zoom);
  drawLines(context, scene, camera, colours, hovered, margin);
  if (camera.zoom < NEAR) drawCards(context, scene, camera, colours, scale, margin);
  context.restore();
}

function drawLines(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, colours: Colours, hovered: Line | null, margin: number): void {
  const view = camera.view(margin + 100);
  const groups = new Map<string, { look: Look; lines: Line[] }>();
  for (const line of scene.lines) {
    if (!overlaps(line, view)) continue;
    const look = lookOf(line, colours, hovered);
    const key = `${look.colour}${look.width}${look.alpha}${look.dash.length}`;
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { look, lines: [line] });
  }
  const ordered = [...groups.values()].sort((a, b) => a.look.width * a.look.alpha - b.look.width * b.look.alpha);
  // Strokes keep about the same width on screen when far away, else they vanish.
  const thick = Math.max(1, 0.55 / camera.zoom);
  // Dashes cost software renderers dearly: far away or in masses they could not be told apart anyway.
  for (const { look, lines } of ordered) {
    context.beginPath();
    for (const line of lines) camera.zoom < 0.2 ? straight(context, line.points) : curve(context, line.points);
    context.strokeStyle = look.colour;
    context.lineWidth = look.width * thick;
    context.globalAlpha = look.alpha;
    context.setLineDash(camera.zoom < READABLE || lines.length > 1500 ? [] : look.dash);
    context.stroke();
    if (camera.zoom > 0.35 && lines.length < 1500) arrows(context, lines, look);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void;
}

/** A line through its points, level at each of them. */
export function curve(pen: Pen, points: Point[]): void {
  const first = points[0]!;
  pen.moveTo(first.x, first.y);
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1]!, points[index]!];
    if (from.y === to.y && to.x > from.x) {
      pen.lineTo(to.x, to.y);
      continue;
    }
    const bend = to.x > from.x ? (to.x - from.x) / 2 : Math.min(160, 60 + Math.abs(to.y - from.y) / 3);
    pen.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
  }
}

function straight(pen: Pen, points: Point[]): void {
  pen.moveTo(points[0]!.x, points[0]!.y);
  for (const point of points.slice(1)) pen.lineTo(point.x, point.y);
}

function arrows(context: CanvasRenderingContext2D, lines: Line[], look: Look): void {
  context.beginPath();
  for (const line of lines) {
    const { x, y } = line.points[line.points.length - 1]!;
    context.moveTo(x, y);
    context.lineTo(x - 7, y - 3.5);
    context.lineTo(x - 7, y + 3.5);
  }
  context.fillStyle = look.colour;
  context.fill();
}

function drawCards(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, colours: Colours, scale: number, margin: number): void {
  const view = camera.view(margin);
  const shown: Card[] = [];
  for (const card of scene.cards.values())
    if (overlaps({ left: card.x, top: card.y, right: card.x + card.width, bottom: card.y + card.height }, view)) shown.push(card);
  for (const dim of [true, false]) {
    const some = shown.filter((card) => card.dim === dim);
    context.globalAlpha = dim ? 0.4 : 1;
    for (const kind of ["dataset", "job"] as const) {
      const cards = some.filter((card) => card.node.kind === kind);
      context.beginPath();
      const round = camera.zoom > READABLE;
      for (const card of cards)
        if (round) context.roundRect(card.x, card.y, card.width, card.height, kind === "job" ? 23 : 9);
        else context.rect(card.x, card.y, card.width, card.height);
      context.fillStyle = kind === "job" ? colours["job-soft"] : colours.surface;
      context.fill();
      context.lineWidth = Math.max(1, 1 / (camera.zoom * scale));
      context.strokeStyle = colours.line;
      context.stroke();
      context.beginPath();
      if (kind === "job") continue;
      for (const card of cards) context.rect(card.x, card.y + 9, 5, Math.min(card.height, HEADER) - 18);
      context.fillStyle = colours.dataset;
      context.fill();
    }
    drawMarks(context, some, camera, colours);
  }
  context.globalAlpha = 1;
}

/** What stands out even from afar: failed checks and runs, the traced path, and names where they can be read. */
function drawMarks(context: CanvasRenderingContext2D, cards: Card[], camera: Camera, colours: Colours): void {
  for (const card of cards) {
    const mark = markOf(card);
    if (mark) {
      context.fillStyle = mark === "failed" ? colours.fail : colours.pass;
      context.beginPath();
      if (mark === "failed") context.rect(card.x + card.width - 26, card.y + 15, 16, 16);
      else context.arc(card.x + card.width - 18, card.y + 23, 8, 0, 7);
      context.fill();
    }
    if (card.lit) {
      context.strokeStyle = colours.accent;
      context.lineWidth = 2 / camera.zoom;
      context.beginPath();
      context.roundRect(card.x, card.y, card.width, card.height, card.node.kind === "job" ? 23 : 9);
      context.stroke();
    }
  }
  if (camera.zoom < READABLE) return;
  drawNames(context, cards, camera, colours);
  if (camera.zoom < 0.4) return;
  context.font = "17px system-ui, sans-serif";
  context.fillStyle = colours.muted;
  for (const card of cards)
    card.rows.forEach((row, index) => context.fillText(row.name.slice(0, 24), card.x + 18, card.y + HEADER + index * ROW + ROW / 2));
}

/** Names keep their size on screen; one that is too long for a line gets two smaller ones. */
function drawNames(context: CanvasRenderingContext2D, cards: Card[], camera: Camera, colours: Colours): void {
  context.fillStyle = colours.text;
  context.textBaseline = "middle";
  const [large, little] = [10.5, 8.8].map((size) => Math.min(30, size / camera.zoom)) as [number, number];
  const fitting = (card: Card, size: number): number => Math.floor((card.width - 22 - (markOf(card) ? 24 : 0)) / (size * 0.57));
  for (const two of [false, true]) {
    const size = two ? little : large;
    context.font = `600 ${size}px system-ui, sans-serif`;
    for (const card of cards) {
      const title = jobTitle(card.node);
      if (title.length > fitting(card, large) !== two) continue;
      const lines = two ? inTwo(title, fitting(card, size)) : [title];
      const middle = card.y + Math.min(card.height, HEADER) / 2;
      lines.forEach((line, index) => context.fillText(line, card.x + 16, middle + (index - (lines.length - 1) / 2) * size * 1.02));
    }
  }
}

/** A name in two lines, parted after a separator where there is one; what is too long even so ends in dots. */
export function inTwo(name: string, letters: number): string[] {
  const cut = (text: string): string => (text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text);
  if (name.length <= letters) return [name];
  const end = Math.max(...["_", ".", "-", "/", " "].map((separator) => name.lastIndexOf(separator, letters - 1))) + 1;
  const at = end > 0 && name.length - end <= Math.max(letters, name.length - letters) ? end : Math.min(letters, name.length - 1);
  return [name.slice(0, at).trimEnd(), cut(name.slice(at))];
}

/** What a card shows at its right, even from afar. */
function markOf(card: Card): "failed" | "passed" | null {
  if (card.node.kind === "job") return /fail/i.test(card.node.run?.state ?? "") ? "failed" : null;
  return card.node.checks?.failed ? "failed" : card.node.checks?.passed ? "passed" : null;
}
