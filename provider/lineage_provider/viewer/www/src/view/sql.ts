/** SQL with its words coloured. In: a text. Out: tokens, and elements of them; no parser, so every dialect is shown. */
import { h } from "./dom.ts";

export type TokenKind = "keyword" | "string" | "comment" | "number" | "name" | "function" | "plain";

const KEYWORDS = new Set(
  `select from where group by having order limit offset qualify window with recursive as on using join inner left right full outer cross lateral natural union all
intersect except minus insert into values update set delete merge when matched then not and or in is null like ilike between exists case else end distinct create
replace table view materialized temporary temp if drop alter add column truncate copy unload call begin commit rollback declare return returns returning over partition rows range
preceding following unbounded current row asc desc nulls first last true false cast primary key references constraint default grant revoke use schema database stage file format pivot unpivot
sample tablesample fetch next only top any some interval explain analyze clone overwrite execute immediate language function procedure for loop while do`.split(/\s+/),
);

const PATTERN =
  /(?<comment>--[^\n]*|#(?= )[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>\$\$[\s\S]*?(?:\$\$|$)|'(?:[^'\\]|''|\\[\s\S])*(?:'|$))|(?<name>"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[A-Za-z_][^\]\n]*\])|(?<number>\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>[A-Za-z_@$][\w$]*)/gi;

export function tokens(sql: string): { kind: TokenKind; text: string }[] {
  const found: { kind: TokenKind; text: string }[] = [];
  let end = 0;
  for (const match of sql.matchAll(PATTERN)) {
    if (match.index > end) found.push({ kind: "plain", text: sql.slice(end, match.index) });
    end = match.index + match[0].length;
    const groups = match.groups!;
    const named = (["comment", "string", "name", "number"] as const).find((kind) => groups[kind] !== undefined);
    found.push({ kind: named ?? wordKind(match[0], sql.charAt(match.index - 1), sql.charAt(end)), text: match[0] });
  }
  if (end < sql.length) found.push({ kind: "plain", text: sql.slice(end) });
  return found;
}

/** What follows a dot is a name, whatever it is called: `raw.returns`. */
function wordKind(word: string, before: string, following: string): TokenKind {
  if (before !== "." && KEYWORDS.has(word.toLowerCase())) return "keyword";
  return following === "(" ? "function" : "plain";
}

/** Beyond this a text is shown uncoloured: a page of a million elements helps nobody. */
const MOST = 60_000;

export function highlighted(sql: string, label = "SQL"): HTMLElement {
  const parts = sql.length > MOST ? [sql] : tokens(sql).map(({ kind, text }) => (kind === "plain" ? text : h(`span.lx-sql-${kind}`, null, text)));
  return h("pre.lx-sql", { tabindex: 0, role: "region", "aria-label": label }, h("code", null, parts));
}

/** Two texts line by line: what is in the left one only, in both, in the right one only. */
export function lineDiff(left: string, right: string): { side: "left" | "both" | "right"; text: string }[] {
  const [a, b] = [left.split("\n"), right.split("\n")];
  if (a.length * b.length > 4_000_000) return [...a.map((text) => ({ side: "left" as const, text })), ...b.map((text) => ({ side: "right" as const, text }))];
  const width = b.length + 1;
  const longest = new Int32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const out: { side: "left" | "both" | "right"; text: string }[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) out.push({ side: "both", text: a[i++]! }), j++;
    else if (i < a.length && (j >= b.length || longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) out.push({ side: "left", text: a[i++]! });
    else out.push({ side: "right", text: b[j++]! });
  }
  return out;
}
