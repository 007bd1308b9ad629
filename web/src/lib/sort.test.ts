import { describe, expect, it } from "vitest";
import { comparer } from "./sort";

const sorted = (lang: string, words: string[]) => [...words].sort(comparer(lang));

describe("the order of names", () => {
  it("is the Kazakh alphabet's in Kazakh", () => {
    const alphabet = [..."аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"];
    expect(sorted("kk", alphabet.toReversed())).toEqual(alphabet);
    expect(sorted("kk", ["Қарасай", "Кеңсай", "Әуезов", "Абай", "Бостандық", "Үш"])).toEqual([
      "Абай",
      "Әуезов",
      "Бостандық",
      "Кеңсай",
      "Қарасай",
      "Үш",
    ]);
  });

  it.each(["kk", "ru", "en"])("puts school 9 before school 10 in %s", (lang) => {
    const words = ["№ 10", "№ 9", "№ 1"];
    expect(sorted(lang, words)).toEqual(["№ 1", "№ 9", "№ 10"]);
  });

  it("does not tell capital letters apart", () => {
    expect(comparer("kk")("абай", "Абай")).toBe(0);
    expect(comparer("ru")("абай", "Абай")).toBe(0);
  });
});
