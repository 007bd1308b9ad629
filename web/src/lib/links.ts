/** Short links to views of the map, made by the server. */

import { h } from "./dom";
import { orRefused } from "./identify";

export interface ShortLink {
  code: string;
  url: string;
  address: string;
  svg: string;
  png: string;
}

/** The short link of a view, the same for the same view. Throws as `identify` does. */
export async function makeLink(address: string, lang: string): Promise<ShortLink> {
  const answer = await fetch(`/api/links?${new URLSearchParams({ lang })}`, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify({ address }),
  });
  await orRefused(answer);
  return (await answer.json()) as ShortLink;
}

/** What another site's page takes in to show the view. */
export function embedCode(address: string, title: string): string {
  const url = new URL(address);
  url.pathname = url.pathname.replace(/\/map$/, "/embed");
  const frame = h("iframe", { title, width: "100%", height: 480, loading: "lazy" });
  frame.setAttribute("src", url.href);
  // A style of its own would be refused by the policy of this page.
  return frame.outerHTML.replace("></iframe>", ' style="border: 0"></iframe>');
}
