/** Shell 1: the page `/lineage/`, with the login's cookie. */
import { App } from "../app.ts";
import { ApiSource } from "../core/source.ts";
import { queryAddress } from "./address.ts";

const root = document.getElementById("lineage")!;
const here = new URL(".", location.href).href;
new App(root, {
  source: new ApiSource(new URL("api/v1/", here).href),
  address: queryAddress,
  workerUrl: new URL("static/layout.worker.js", here).href,
  airflowBase: new URL("..", here).href,
});
