// Builds dist/ (no argument) or the tests (--test). In: src/ and test/. Out: files that are the same, byte for byte,
// wherever they are built: versions are pinned by package-lock.json, nothing of the machine enters them.
import { build, transform } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const styles = {
  name: "style sheets as small texts",
  setup(plugins) {
    plugins.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const common = { absWorkingDir: here, bundle: true, target: "es2022", charset: "utf8", legalComments: "none", logLevel: "warning", plugins: [styles] };

async function pages() {
  const out = join(here, "dist");
  await rm(out, { recursive: true, force: true });
  await mkdir(out);
  const shells = { "page.js": "src/shells/page.ts", "file.js": "src/shells/file.ts", "main.umd.js": "src/shells/airflow.ts", "layout.worker.js": "src/layout/worker.ts" };
  for (const [name, entry] of Object.entries(shells))
    await build({ ...common, entryPoints: [entry], outfile: join("dist", name), minify: true, format: "iife" });
  for (const name of ["index.html", "file.html", "icon.svg"]) await copyFile(join(here, name), join(out, name));
}

async function tests() {
  const names = (await readdir(join(here, "test"))).filter((name) => name.endsWith(".test.ts"));
  await rm(join(here, ".test"), { recursive: true, force: true });
  await build({ ...common, entryPoints: names.map((name) => join("test", name)), outdir: ".test", outExtension: { ".js": ".mjs" }, platform: "node", format: "esm", sourcemap: "inline" });
}

await (process.argv.includes("--test") ? tests() : pages());
