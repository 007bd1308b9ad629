/** The tools of the map: each is an element of its own, fetched when it is first taken up. */

import type { TextKey } from "../messages";
import type { IconName } from "./dom";

export interface Tool {
  id: string;
  icon: IconName;
  title: TextKey;
  /** What one can do with it, in a sentence. */
  about: TextKey;
  /** Registers `<qala-tool-{id}>`. */
  load: () => Promise<unknown>;
}

export const TOOLS = [
  {
    id: "measure",
    icon: "measure",
    title: "tool.measure",
    about: "tool.measure.about",
    load: () => import("../tools/qala-tool-measure"),
  },
  {
    id: "inside",
    icon: "inside",
    title: "tool.inside",
    about: "tool.inside.about",
    load: () => import("../tools/qala-tool-inside"),
  },
  {
    id: "file",
    icon: "file",
    title: "tool.file",
    about: "tool.file.about",
    load: () => import("../tools/qala-tool-file"),
  },
  {
    id: "share",
    icon: "link",
    title: "tool.share",
    about: "tool.share.about",
    load: () => import("../tools/qala-tool-share"),
  },
  {
    id: "print",
    icon: "print",
    title: "tool.print",
    about: "tool.print.about",
    load: () => import("../tools/qala-tool-print"),
  },
  {
    id: "compare",
    icon: "compare",
    title: "tool.compare",
    about: "tool.compare.about",
    load: () => import("../tools/qala-tool-compare"),
  },
] as const satisfies readonly Tool[];

export type ToolId = (typeof TOOLS)[number]["id"];

export function isTool(id: string): id is ToolId {
  return toolNamed(id) !== undefined;
}

export function toolNamed(id: string | null): Tool | undefined {
  return (TOOLS as readonly Tool[]).find((tool) => tool.id === id);
}
