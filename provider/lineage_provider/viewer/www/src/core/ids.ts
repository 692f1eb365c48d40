/**
 * Ids as the API makes them: `dataset:NAMESPACE|NAME`, `job:NAMESPACE|NAME`, a column = dataset id + `#COLUMN`. A `#` in
 * a dataset's own name is `%23`, a `%` is `%25`: the first `#` begins the column.
 * A module of its own so that nobody else cuts an id at the wrong place.
 */

/** The dataset's id of a column's id; a dataset's id is given back as it is. */
export function datasetOf(id: string): string {
  const mark = columnMark(id);
  return mark < 0 ? id : id.slice(0, mark);
}

/** The column's name, "" for a dataset's id. */
export function columnOf(id: string): string {
  const mark = columnMark(id);
  return mark < 0 ? "" : id.slice(mark + 1);
}

export function isColumn(id: string): boolean {
  return columnMark(id) >= 0;
}

export function columnId(dataset: string, column: string): string {
  return `${dataset}#${column}`;
}

/** Namespace and name of a dataset's or job's id. */
export function nameOf(id: string): { namespace: string; name: string } {
  const isDataset = id.startsWith("dataset:");
  const body = isDataset ? decoded(datasetOf(id).slice("dataset:".length)) : id.replace(/^job:/, "");
  const bar = body.indexOf("|");
  return bar < 0 ? { namespace: "", name: body } : { namespace: body.slice(0, bar), name: body.slice(bar + 1) };
}

/** The last part of a name, for people. */
export function labelOf(id: string): string {
  const { name } = nameOf(id);
  if (id.startsWith("dag:")) return id.slice(4);
  const trimmed = name.replace(/\/+$/, "");
  const last = trimmed.includes("/") ? trimmed.slice(trimmed.lastIndexOf("/") + 1) : trimmed.slice(trimmed.lastIndexOf(".") + 1);
  return last || name || id;
}

function decoded(name: string): string {
  return name.replaceAll("%23", "#").replaceAll("%25", "%");
}

function columnMark(id: string): number {
  return id.startsWith("dataset:") ? id.indexOf("#") : -1;
}
