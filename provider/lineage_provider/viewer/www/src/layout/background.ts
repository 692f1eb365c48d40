/**
 * Runs the layout where it disturbs least: small graphs at once, large ones in a worker where there may be one (a
 * page of `file://` and strict content policies have none), else on the page's thread.
 */
import { layout, type LayoutInput, type LayoutResult } from "./layout.ts";

/** Below this many boxes and edges starting a worker costs more than the layout. */
const WORTH_A_WORKER = 4_000;
const WORKER_MS = 8_000;

export class Layouter {
  private worker: Worker | null = null;
  private failed = false;
  private asked = 0;

  constructor(private readonly workerUrl: string | null) {}

  run(input: LayoutInput): LayoutResult | Promise<LayoutResult> {
    if (input.boxes.length + input.edges.length < WORTH_A_WORKER) return layout(input);
    return this.inWorker(input).catch(() => {
      this.failed = true;
      return layout(input);
    });
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private inWorker(input: LayoutInput): Promise<LayoutResult> {
    if (this.failed || !this.workerUrl || typeof Worker === "undefined") return Promise.reject(new Error("no worker"));
    return new Promise((resolve, reject) => {
      const worker = (this.worker ??= new Worker(this.workerUrl!));
      const number = ++this.asked;
      worker.postMessage({ number, input });
      const late = setTimeout(() => reject(new Error("late")), WORKER_MS);
      worker.addEventListener("error", () => reject(new Error("the worker did not start")));
      worker.addEventListener("message", (event: MessageEvent<{ number: number; result: LayoutResult }>) => {
        if (event.data.number !== number) return;
        clearTimeout(late);
        resolve(event.data.result);
      });
    });
  }
}
