/**
 * Moving through the graph without a mouse: arrows go along the edges and through the rows of a card.
 * In: a scene, the focused thing, a key. Out: the id to go to, or null.
 */
import { columnId, columnOf, datasetOf, isColumn } from "../core/ids.ts";
import type { Card, Scene } from "./scene.ts";

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

export function isArrow(key: string): key is Arrow {
  return key.startsWith("Arrow");
}

export function step(scene: Scene, from: string, key: Arrow): string | null {
  return key === "ArrowLeft" || key === "ArrowRight" ? across(scene, from, key) : along(scene, from, key);
}

/** Along a column's edges where it has some, else along those of its card. */
function across(scene: Scene, from: string, key: Arrow): string | null {
  const forward = key === "ArrowRight";
  const ends = (ids: readonly string[]): string | null => nearest(scene, from, ids);
  const shown = scene.lines.filter((line) => (forward ? line.source : line.target) === from);
  const next = ends(shown.map((line) => (forward ? line.target : line.source)));
  if (next || !isColumn(from)) return next;
  const card = datasetOf(from);
  const others = scene.lines.filter((line) => line.kind === "table" && (forward ? line.source : line.target) === card);
  return ends(others.map((line) => (forward ? line.target : line.source)));
}

/** Down through the rows, then to the next card of the layer. */
function along(scene: Scene, from: string, key: Arrow): string | null {
  const card = scene.cards.get(datasetOf(from));
  if (!card) return null;
  const down = key === "ArrowDown";
  const index = isColumn(from) ? card.rows.findIndex((row) => row.name === columnOf(from)) : -1;
  const next = index + (down ? 1 : -1);
  if (next >= 0 && next < card.rows.length) return columnId(card.node.id, card.rows[next]!.name);
  if (!down && index === 0) return card.node.id;
  const layer = [...scene.cards.values()].filter((other) => other !== card && other.x < card.x + card.width && other.x + other.width > card.x);
  const beyond = layer.filter((other) => (down ? other.y > card.y : other.y < card.y));
  beyond.sort((a, b) => (down ? a.y - b.y : b.y - a.y));
  return beyond[0]?.node.id ?? null;
}

function nearest(scene: Scene, from: string, ids: readonly string[]): string | null {
  const here = middle(scene.cards.get(datasetOf(from)));
  const known = ids.filter((id) => scene.cards.has(datasetOf(id)));
  known.sort((a, b) => Math.abs(middle(scene.cards.get(datasetOf(a))) - here) - Math.abs(middle(scene.cards.get(datasetOf(b))) - here));
  return known[0] ?? null;
}

function middle(card: Card | undefined): number {
  return card ? card.y + card.height / 2 : 0;
}
