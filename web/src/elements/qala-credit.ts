/** `<qala-credit>`: whose data the map shows. */

import { h } from "../lib/dom";
import { define, PageElement } from "../lib/page";

export class QalaCredit extends PageElement {
  protected override build(): void {
    const { config, words } = this.page;
    const sources = h("a", { href: `/${config.lang}/data`, title: words.text("map.attribution") }, config.city.notice);
    const generated = config.city.generated && h("span", { class: "tag" }, words.text("generated.city"));
    this.append(h("p", {}, generated, generated && " ", sources));
  }
}

define("qala-credit", QalaCredit);
