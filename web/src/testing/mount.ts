/** One element of the page in a document, with a real store and no map. */

import type { MapConfig } from "../lib/config";
import type { Page, PageRoot } from "../lib/page";
import { Store } from "../lib/store";
import { Words } from "../messages";
import { CONFIG } from "./fixtures";

export interface Mounted {
  element: HTMLElement;
  page: Page;
  said: string[];
}

export function mount(tag: string, search = "", config: MapConfig = CONFIG): Mounted {
  history.replaceState(null, "", `/${config.lang}/map${search}`);
  const said: string[] = [];
  const page: Page = {
    config,
    words: new Words(config.lang),
    store: new Store(config),
    map: new Promise(() => {}),
    say: (message) => said.push(message),
  };
  const root = document.createElement("qala-map") as PageRoot;
  root.page = page;
  const element = document.createElement(tag);
  document.body.replaceChildren(root);
  root.append(element);
  return { element, page, said };
}
