/** Drawings of the page as files: an SVG that looks the same outside the page, and the same as PNG. */

const CARRIED = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "paint-order",
  "font-size", "font-family", "font-weight", "text-anchor", "opacity",
];

/** The drawing with its style written out; `title` stands in it for whoever opens the file alone. */
export function serialise(svg: SVGSVGElement, title?: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [...svg.querySelectorAll<SVGElement>("*")];
  [...copy.querySelectorAll<SVGElement>("*")].forEach((element, i) => {
    const source = from[i];
    if (!source) return;
    const style = getComputedStyle(source);
    for (const name of CARRIED) element.style.setProperty(name, style.getPropertyValue(name));
  });
  const box = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  const sheet = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  sheet.setAttribute("width", "100%");
  sheet.setAttribute("height", "100%");
  sheet.style.fill = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
  copy.prepend(sheet);
  if (title) {
    const name = document.createElementNS("http://www.w3.org/2000/svg", "title");
    name.textContent = title;
    copy.prepend(name);
  }
  return new XMLSerializer().serializeToString(copy);
}

/** An SVG text as PNG with two pixels for each of its units. */
export async function svgToPng(svg: string): Promise<Blob | null> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const sheet = document.createElement("canvas");
  sheet.width = image.width * 2;
  sheet.height = image.height * 2;
  sheet.getContext("2d")?.drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
}
