/** Words of the interface: one dictionary per language, the same keys in each. */

import { formatNumber } from "../lib/format";
import { en } from "./en";
import { kk } from "./kk";
import { ru } from "./ru";
import type { tools as english } from "./tools/en";

export interface Plural {
  one: string;
  few?: string;
  many?: string;
  other: string;
}

type Translated<Words> = { [Key in keyof Words]: Words[Key] extends string ? string : Plural };
export type Messages = Translated<typeof en>;
export type ToolMessages = Translated<typeof english>;
type KeysOf<Kind> = {
  [Key in keyof Messages]: Messages[Key] extends Kind ? Key : never;
}[keyof Messages];
export type TextKey = KeysOf<string>;
export type PluralKey = KeysOf<Plural>;

export const DICTIONARIES: Record<string, Messages> = { kk, ru, en };

/** The words of one language, English where there is no dictionary for it. */
export class Words {
  readonly lang: string;
  readonly #messages: Messages;

  constructor(lang: string) {
    this.lang = lang;
    this.#messages = DICTIONARIES[lang] ?? en;
  }

  /** The message with `{name}` replaced from `values`. */
  text(key: TextKey, values: Record<string, string> = {}): string {
    return fill(this.#messages[key], values);
  }

  /** The message for a number of things; `{n}` is the formatted number. */
  count(key: PluralKey, n: number): string {
    const forms = this.#messages[key];
    return fill(forms[pluralForm(n, this.lang)] ?? forms.other, { n: formatNumber(n, this.lang) });
  }

  /** A number as the language writes it, with at most so many decimals. */
  number(value: number, decimals = 2): string {
    return formatNumber(value, this.lang, decimals);
  }

  /** MapLibre's own words, for its `locale` option. */
  mapLibre(): Record<string, string> {
    return {
      "Map.Title": this.text("map.title"),
      "Marker.Title": this.text("place.title"),
      "ScaleControl.Meters": this.text("map.scale.m"),
      "ScaleControl.Kilometers": this.text("map.scale.km"),
      "CooperativeGesturesHandler.WindowsHelpText": this.text("map.gesture.ctrl"),
      "CooperativeGesturesHandler.MacHelpText": this.text("map.gesture.cmd"),
      "CooperativeGesturesHandler.MobileHelpText": this.text("map.gesture.fingers"),
    };
  }
}

function fill(message: string, values: Record<string, string>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Kazakh nouns after a number do not change; browsers' rules serve the other languages. */
function pluralForm(n: number, lang: string): keyof Plural {
  if (lang === "kk") return "other";
  const form = new Intl.PluralRules(lang).select(n);
  return form === "one" || form === "few" || form === "many" ? form : "other";
}
