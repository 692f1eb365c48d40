/** The style sheet, adopted by the document or the shadow root: no inline style, so strict content policies agree. */
import text from "./style.css";

let sheet: CSSStyleSheet | null = null;

export function adoptStyle(root: Document | ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
