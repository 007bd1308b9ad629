/** Sorting by the language's own alphabet. */

/** Browsers sort Kazakh like Russian; this is the order of the Kazakh alphabet. */
const KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
const RANK = new Map([...KAZAKH].map((letter, index) => [letter, index]));
const AFTER_LATIN = 0x250;

function rank(letter: string): number {
  const known = RANK.get(letter);
  return known === undefined ? (letter.codePointAt(0) ?? 0) : AFTER_LATIN + known;
}

const CHUNKS = /\d+|\D/gu;

function compareKazakh(a: string, b: string): number {
  const left = a.toLowerCase().match(CHUNKS) ?? [];
  const right = b.toLowerCase().match(CHUNKS) ?? [];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareChunks(left[index] ?? "", right[index] ?? "");
    if (difference) return difference;
  }
  return left.length - right.length;
}

function compareChunks(a: string, b: string): number {
  const digits = /^\d/;
  return digits.test(a) && digits.test(b) ? Number(a) - Number(b) : rank(a) - rank(b);
}

/** A comparison for `Array.sort`: by the alphabet of `lang`, numbers by their value. */
export function comparer(lang: string): (a: string, b: string) => number {
  if (lang === "kk") return compareKazakh;
  return new Intl.Collator(lang, { numeric: true, sensitivity: "base" }).compare;
}
