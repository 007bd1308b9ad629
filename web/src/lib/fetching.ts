/** What a visitor sees of a file in the making: how far it is, a way to stop, why it failed. */

import type { Words } from "../messages";
import { button, h } from "./dom";
import { madeReady, type Progress, Refused } from "./download";
import { formatNumber } from "./format";

/** Fetch the file at `href`, showing in `box` how far it is; the browser saves it when it is ready. */
export async function fetchFile(href: string, words: Words, box: HTMLElement): Promise<void> {
  const gone = new AbortController();
  const said = h("span", { role: "status" });
  const bar = h("progress", { "aria-label": words.text("download.progress") });
  const stop = button({ class: "quiet" }, () => gone.abort(), words.text("download.stop"));
  box.replaceChildren(bar, said, stop);
  try {
    await madeReady(href, (progress) => show(progress, words, said, bar), gone.signal);
    box.replaceChildren(h("span", { role: "status" }, words.text("download.begins")));
    location.assign(href);
  } catch (error) {
    const why = gone.signal.aborted ? words.text("download.stopped") : reason(error, words);
    box.replaceChildren(h("span", { role: "status" }, why));
  }
}

function show(progress: Progress, words: Words, said: HTMLElement, bar: HTMLProgressElement): void {
  if (progress.waits || progress.rows === 0) {
    bar.removeAttribute("value");
    said.textContent = words.text(progress.waits ? "download.waits" : "download.progress");
    return;
  }
  bar.max = progress.rows;
  bar.value = progress.done;
  said.textContent = words.text("download.done", {
    done: formatNumber(progress.done, words.lang),
    rows: formatNumber(progress.rows, words.lang),
  });
}

function reason(error: unknown, words: Words): string {
  return (error instanceof Refused && error.message) || words.text("download.failed");
}
