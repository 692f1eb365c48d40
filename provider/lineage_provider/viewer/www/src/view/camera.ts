/** Which part of the graph the window shows. Screen = graph × zoom + shift. */
import type { Point } from "../layout/layout.ts";

export const NEAREST = 2;
export const FARTHEST = 0.03;

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class Camera {
  x = 0;
  y = 0;
  zoom = 1;
  width = 1;
  height = 1;

  toScreen(point: Point): Point {
    return { x: point.x * this.zoom + this.x, y: point.y * this.zoom + this.y };
  }

  toGraph(point: Point): Point {
    return { x: (point.x - this.x) / this.zoom, y: (point.y - this.y) / this.zoom };
  }

  /** What is in view, in the graph's measure, with a margin in screen pixels. */
  view(margin = 0): Rect {
    const a = this.toGraph({ x: -margin, y: -margin });
    const b = this.toGraph({ x: this.width + margin, y: this.height + margin });
    return { left: a.x, top: a.y, right: b.x, bottom: b.y };
  }

  zoomAt(point: Point, factor: number): void {
    const zoom = Math.min(NEAREST, Math.max(FARTHEST, this.zoom * factor));
    const graph = this.toGraph(point);
    this.zoom = zoom;
    this.x = point.x - graph.x * zoom;
    this.y = point.y - graph.y * zoom;
  }

  /** Shows a rectangle whole, not nearer than `nearest`. */
  fit(rect: Rect, nearest = 1, margin = 48): void {
    const width = Math.max(1, rect.right - rect.left);
    const height = Math.max(1, rect.bottom - rect.top);
    const zoom = Math.min((this.width - 2 * margin) / width, (this.height - 2 * margin) / height, nearest);
    this.zoom = Math.max(FARTHEST, zoom);
    this.x = this.width / 2 - ((rect.left + rect.right) / 2) * this.zoom;
    this.y = this.height / 2 - ((rect.top + rect.bottom) / 2) * this.zoom;
  }

  centre(point: Point): void {
    this.x = this.width / 2 - point.x * this.zoom;
    this.y = this.height / 2 - point.y * this.zoom;
  }
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
