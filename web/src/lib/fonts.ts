/** The font of the page, whose parts the browser loads by the letters asked for. */

/** Letters of all three languages. */
const LETTERS = "Aa Яя Ққ Әә Ғғ";
const WEIGHTS = [400, 500, 600];

/** Resolves when the font of the map's labels is there. */
export async function lettersLoaded(): Promise<void> {
  const load = (weight: number) =>
    document.fonts.load(`${weight} 24px "Golos Text Variable"`, LETTERS);
  await Promise.all(WEIGHTS.map(load));
}
