/** The layout off the page's thread, for large graphs. In: a number and a LayoutInput. Out: the number and the result. */
import { layout, type LayoutInput } from "./layout.ts";

self.onmessage = (event: MessageEvent<{ number: number; input: LayoutInput }>): void => {
  (self as unknown as Worker).postMessage({ number: event.data.number, result: layout(event.data.input) });
};
