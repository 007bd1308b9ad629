// @vitest-environment jsdom
import { expect, it } from "vitest";
import type { Inside, InsideDataset } from "../lib/inside";
import { mount } from "../testing/mount";
import { insideAnswer } from "./inside-answer";

const DATASET: InsideDataset = {
  dataset: "stops",
  title: "Остановки",
  theme: "transport",
  raster: false,
  count: 21,
  count_text: "21",
  cut: 3,
  capped: false,
  measure: "area",
  size_text: "1,5 км²",
  figures: [
    {
      label: "Население",
      how: "sum",
      value: 900,
      text: "900 человек",
      known: 20,
      approximate: true,
    },
    { label: "Этажи", how: "mean", value: 4, text: "4 этажа", known: 21, approximate: false },
  ],
  shares: [
    {
      label: "Вид",
      parts: Array.from({ length: 9 }, (_, index) => ({
        label: `вид ${index}`,
        count: 1,
        share: index === 0 ? 0.92 : 0.01,
      })),
    },
  ],
  source: "Городской совет",
  date: "2025",
  generated: true,
};

function shown(change: Partial<InsideDataset> = {}): HTMLElement {
  const { page } = mount("qala-note");
  const answer: Inside = {
    area_m2: 1_500_000,
    area_text: "1,5 км²",
    datasets: [{ ...DATASET, ...change }],
    nothing: [{ dataset: "metro", title: "Метро", theme: "transport" }],
    generated: true,
  };
  const element = document.createElement("div");
  element.append(...insideAnswer(page, answer, "76.9,43.2~500"));
  return element;
}

const plain = (element: Element | null) => (element?.textContent ?? "").replaceAll("\u00a0", " ");

it("tells numbers, clipped sizes and what the border cuts, under the theme", () => {
  const element = shown();
  expect(plain(element.querySelector(".branch-title"))).toBe("Транспорт");
  expect(plain(element.querySelector(".inside-count"))).toBe(
    "21 объект · внутри 1,5 км² · из них граница режет 3",
  );
  expect(plain(element.querySelector(".tag"))).not.toBe("");
  expect(plain(element.querySelector(".unknown ul"))).toContain("Метро");
  expect(element.querySelector("a[download]")?.getAttribute("href")).toBe(
    "/download/stops.geojson?within=76.9,43.2~500",
  );
});

it("marks a sum that is approximate, and of how many it is known", () => {
  const [sum, mean] = shown().querySelectorAll(".feature dl > div");
  expect(plain(sum ?? null)).toBe("Население≈ 900 человек (известно для 20)");
  expect(sum?.querySelector("abbr")?.title).toBe("приблизительно");
  expect(plain(mean ?? null)).toBe("Этажи, среднее4 этажа");
});

it("tells the largest parts apart and the rest together", () => {
  const rows = [...shown().querySelectorAll(".shares tr")].map((row) => plain(row));
  expect(rows).toHaveLength(7);
  expect(rows[0]).toBe("вид 092 %1");
  expect(rows.at(-1)).toContain("3 %3");
});

it("says of a dataset with too much that nothing was added up", () => {
  const element = shown({
    capped: true,
    count: 0,
    count_text: "больше 200 000",
    figures: [],
    shares: [],
  });
  expect(plain(element.querySelector(".inside-count"))).toContain("больше 200 000 объектов");
});
