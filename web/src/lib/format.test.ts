import { describe, expect, it } from "vitest";
import { formatDate, formatDistance, formatNumber, formatPoint } from "./format";

const plain = (text: string) => text.replaceAll("\u00a0", "_");

describe("numbers", () => {
  it.each([
    [1234567.891, "kk", "1_234_567,89"],
    [1234567.891, "ru", "1_234_567,89"],
    [1234567.891, "en", "1,234,567.89"],
    [2811, "ru", "2_811"],
    [0.1 + 0.2, "ru", "0,3"],
    [-1500, "en", "−1,500"],
    [-0.001, "en", "0"],
    [0, "kk", "0"],
  ])("%s in %s is %s", (value, lang, expected) => {
    expect(plain(formatNumber(value, lang))).toBe(expected);
  });

  it("agree with the browser's own Russian and English", () => {
    for (const value of [0, 7, 999, 1000, 12345.6, 9876543.21]) {
      const english = new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
      expect(formatNumber(value, "en")).toBe(english);
      const russian = new Intl.NumberFormat("ru", { maximumFractionDigits: 2 }).format(value);
      expect(formatNumber(value, "ru")).toBe(russian);
    }
  });
});

describe("dates", () => {
  it.each([
    ["2026-11-22", "kk", "2026_жылғы 22_қараша"],
    ["2026-11-22", "ru", "22_ноября 2026_г."],
    ["2026-11-22", "en", "22_November 2026"],
    ["2025-09", "kk", "2025_жылғы қыркүйек"],
    ["2025-09", "ru", "сентябрь 2025_г."],
    ["2025-09", "en", "September 2025"],
    ["2024", "kk", "2024_жыл"],
    ["2024", "ru", "2024_г."],
    ["2024", "en", "2024"],
    ["2026-07-20T10:00:00+05:00", "ru", "20_июля 2026_г."],
    ["2025–2026", "ru", "2025–2026"],
    ["сентябрь 2025 г.", "ru", "сентябрь 2025 г."],
    ["2025-13", "en", "2025-13"],
  ])("%s in %s is %s", (text, lang, expected) => {
    expect(plain(formatDate(text, lang))).toBe(expected);
  });
});

describe("distances and points", () => {
  it.each([
    [0, "en", "0_m"],
    [7.4, "ru", "7_м"],
    [142, "kk", "140_м"],
    [951, "ru", "1_км"],
    [1240, "ru", "1,2_км"],
    [12400, "en", "12.4_km"],
  ])("%s m in %s is %s", (metres, lang, expected) => {
    expect(plain(formatDistance(metres, lang))).toBe(expected);
  });

  it("are copied with latitude first", () => {
    expect(formatPoint(76.945, 43.2451234)).toBe("43.24512, 76.94500");
  });
});
