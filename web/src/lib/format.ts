/** Numbers, dates and distances as the three languages write them; browsers' Kazakh is incomplete. */

const NBSP = "\u00a0";

/** Genitive in Russian and English order "22 ноября 2026 г."; nominative in Kazakh: "2026 жылғы 22 қараша". */
const MONTHS: Record<string, readonly string[]> = {
  kk: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(
    " ",
  ),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(
    " ",
  ),
  en: "January February March April May June July August September October November December".split(
    " ",
  ),
};
const MONTHS_ALONE: Record<string, readonly string[]> = {
  ...MONTHS,
  ru: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" "),
};

/** A number with the language's grouping and decimal sign; at most `decimals` places, no trailing zeros. */
export function formatNumber(value: number, lang: string, decimals = 2): string {
  const english = lang === "en";
  const [whole = "0", fraction] = String(Number(Math.abs(value).toFixed(decimals))).split(".");
  const grouped = group(whole, english ? "," : NBSP);
  const sign = value < 0 && Number(whole + (fraction ?? "")) !== 0 ? "−" : "";
  return `${sign}${grouped}${fraction ? `${english ? "." : ","}${fraction}` : ""}`;
}

function group(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** A date given as YYYY, YYYY-MM or YYYY-MM-DD (a time after it is left out); other text stays as it is. */
export function formatDate(text: string, lang: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(text);
  if (!match) return text;
  const [, year = "", month, day] = match;
  if (!month) return yearAlone(year, lang);
  const names = (day ? MONTHS : MONTHS_ALONE)[lang] ?? MONTHS.en;
  const name = names?.[Number(month) - 1];
  if (!name) return text;
  return day ? fullDate(year, name, Number(day), lang) : monthAlone(year, name, lang);
}

function yearAlone(year: string, lang: string): string {
  if (lang === "kk") return `${year}${NBSP}жыл`;
  return lang === "ru" ? `${year}${NBSP}г.` : year;
}

function monthAlone(year: string, month: string, lang: string): string {
  if (lang === "kk") return `${year}${NBSP}жылғы ${month}`;
  return lang === "ru" ? `${month} ${year}${NBSP}г.` : `${month} ${year}`;
}

function fullDate(year: string, month: string, day: number, lang: string): string {
  if (lang === "kk") return `${year}${NBSP}жылғы ${day}${NBSP}${month}`;
  const suffix = lang === "ru" ? `${NBSP}г.` : "";
  return `${day}${NBSP}${month} ${year}${suffix}`;
}

const METRES: Record<string, [string, string]> = {
  kk: ["м", "км"],
  ru: ["м", "км"],
  en: ["m", "km"],
};

/** A distance rounded as one would say it: 7 m, 140 m, 1.2 km. */
export function formatDistance(metres: number, lang: string): string {
  const [m, km] = METRES[lang] ?? ["m", "km"];
  if (metres >= 950) return `${formatNumber(metres / 1000, lang, 1)}${NBSP}${km}`;
  const step = metres < 20 ? 1 : 10;
  return `${formatNumber(Math.round(metres / step) * step, lang)}${NBSP}${m}`;
}

/** A measured length, to the decimetre below 100 m and to four figures above. */
export function formatLength(metres: number, lang: string): string {
  const [m, km] = METRES[lang] ?? ["m", "km"];
  if (metres < 1000) return `${formatNumber(metres, lang, metres < 100 ? 1 : 0)}${NBSP}${m}`;
  return `${formatNumber(metres / 1000, lang, metres < 10_000 ? 3 : 2)}${NBSP}${km}`;
}

const AREAS: Record<string, [string, string, string]> = {
  kk: ["м²", "га", "км²"],
  ru: ["м²", "га", "км²"],
  en: ["m²", "ha", "km²"],
};

/** A measured area in the unit that suits its size: m², from one hectare on ha, from one km² on km². */
export function formatArea(metres2: number, lang: string): string {
  const [m2, ha, km2] = AREAS[lang] ?? ["m²", "ha", "km²"];
  if (metres2 < 1e4) return `${formatNumber(metres2, lang, metres2 < 100 ? 1 : 0)}${NBSP}${m2}`;
  if (metres2 < 1e6) return `${formatNumber(metres2 / 1e4, lang, 2)}${NBSP}${ha}`;
  return `${formatNumber(metres2 / 1e6, lang, metres2 < 1e7 ? 3 : 2)}${NBSP}${km2}`;
}

/** A point as people copy it: latitude first, dots as decimal signs. */
export function formatPoint(lon: number, lat: number): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
