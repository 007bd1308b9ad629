/** Bars for the classes of a number; those that the filter leaves are drawn strongly. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 240;
const HEIGHT = 44;

export interface Histogram {
  element: SVGSVGElement;
  /** Bars as high as the roots of the counts, so that few are seen beside many; `from` and `to`: the classes that are within the limits. */
  draw: (counts: readonly number[], from: number, to: number) => void;
}

/** A drawing beside the numbers, which say the same: hidden from screen readers. */
export function histogram(classes: number): Histogram {
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  element.setAttribute("preserveAspectRatio", "none");
  element.setAttribute("class", "histogram");
  element.setAttribute("aria-hidden", "true");
  const step = WIDTH / classes;
  const bars = Array.from({ length: classes }, (_, index) => {
    const bar = document.createElementNS(SVG, "rect");
    bar.setAttribute("x", String(index * step + 0.5));
    bar.setAttribute("width", String(Math.max(step - 1, 0.5)));
    return bar;
  });
  element.append(...bars);
  return {
    element,
    draw: (counts, from, to) => {
      const most = Math.max(...counts, 1);
      bars.forEach((bar, index) => {
        const n = counts[index] ?? 0;
        const height = n > 0 ? Math.max(Math.sqrt(n / most) * HEIGHT, 1.5) : 0;
        bar.setAttribute("y", String(HEIGHT - height));
        bar.setAttribute("height", String(height));
        bar.classList.toggle("within", index >= from && index < to);
      });
    },
  };
}
