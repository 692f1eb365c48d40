/** Shell 3: one file with its data in it, opened from disk. */
import { App } from "../app.ts";
import { SnapshotSource, type Snapshot } from "../core/source.ts";
import { fragmentAddress } from "./address.ts";

const snapshot = JSON.parse(document.getElementById("lineage-snapshot")!.textContent || "{}") as Snapshot;
if (snapshot.title) document.title = snapshot.title;
new App(document.getElementById("lineage")!, {
  source: new SnapshotSource(snapshot),
  address: fragmentAddress,
  workerUrl: null,
  airflowBase: null,
  footnote: snapshot.made ? `as of ${snapshot.made}` : "",
});
