import { describe, expect, it } from "vitest";
import { en } from "./en";
import { DICTIONARIES, type Messages, type Plural, Words } from "./index";

/** Only figures and signs. */
const SAME = new Set([
  "layer.percent",
  "year.value",
  "legend.between",
  "print.a4",
  "print.a3",
  "table.unknown",
  "filter.quoted",
]);

/** Keys, formats and systems are called alike in all languages. */
const NAMES =
  /\{\w+\}|Enter|Escape|Home|End|Backspace|WebGL|3D|QR|PDF|A4|A3|Ctrl|(?:Geo)?JSON|CSV|GeoPackage|KM[LZ]|WKT|WGS|EPSG/g;

const texts = (entry: string | Plural): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry);
const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();

describe.each(["kk", "ru"])("the dictionary %s", (lang) => {
  const messages = DICTIONARIES[lang] as Messages;

  it("has the keys of the English one and no other", () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en) as (keyof Messages)[])("says %s in its own words", (key) => {
    for (const text of texts(messages[key])) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe("");
      if (SAME.has(key)) continue;
      expect(text).toMatch(/\p{Script=Cyrillic}/u);
      expect(text.replace(NAMES, "")).not.toMatch(/[A-Za-z]/);
      expect(texts(en[key])).not.toContain(text);
    }
  });

  it.each(Object.keys(en) as (keyof Messages)[])("fills the same places in %s", (key) => {
    const expected = holes(texts(en[key])[0] ?? "");
    for (const text of texts(messages[key])) expect(holes(text)).toBe(expected);
  });
});

describe("the English dictionary", () => {
  const sources = Object.values(
    import.meta.glob<string>(
      ["../**/*.ts", "!../**/*.test.ts", "!./en.ts", "!./kk.ts", "!./ru.ts", "!./tools/*.ts"],
      {
        query: "?raw",
        import: "default",
        eager: true,
      },
    ),
  ).join();

  it.each(Object.keys(en))("has %s because somebody says it", (key) => {
    const group = key.slice(0, key.indexOf("."));
    expect([`"${key}"`, `\`${group}.\${`].some((said) => sources.includes(said))).toBe(true);
  });
});

describe("Kazakh", () => {
  it("glues no ending to an inserted name", () => {
    const all = Object.values(DICTIONARIES.kk as Messages).flatMap(texts);
    for (const text of all) expect(text).not.toMatch(/\}\p{Letter}/u);
  });
});

describe("counting", () => {
  const count = (lang: string, n: number) =>
    new Words(lang).count("layer.count", n).replaceAll("\u00a0", " ");

  it.each([
    [1, "1 объект"],
    [2, "2 объекта"],
    [5, "5 объектов"],
    [11, "11 объектов"],
    [21, "21 объект"],
    [2811, "2 811 объектов"],
  ])("%s in Russian is %s", (n, expected) => {
    expect(count("ru", n)).toBe(expected);
  });

  it("leaves Kazakh nouns as they are and tells English ones apart", () => {
    expect([count("kk", 1), count("kk", 7)]).toEqual(["1 нысан", "7 нысан"]);
    expect([count("en", 1), count("en", 2811)]).toEqual(["1 feature", "2,811 features"]);
  });

  it("speaks English where there is no dictionary", () => {
    expect(new Words("de").text("panel.layers")).toBe("Layers");
  });
});
