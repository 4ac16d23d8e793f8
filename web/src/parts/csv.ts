/** Tables as text: RFC 4180, and files made in the browser. */

export type Cell = string | number | null | undefined;

function quote(cell: Cell): string {
  const text = cell === null || cell === undefined ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function writeCsv(header: string[], rows: Cell[][]): string {
  return `${[header, ...rows].map((row) => row.map(quote).join(",")).join("\n")}\n`;
}

let whose = "triskele";

/** What files are named after: whose data they hold. */
export const nameFilesAfter = (name: string): void => {
  whose = name;
};
export const named = (name: string): string => `${whose}-${name}`;

/** Offers a file made of what is on the page, named after whose data it holds. */
export function saveFile(name: string, content: string | Blob, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = named(name);
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
