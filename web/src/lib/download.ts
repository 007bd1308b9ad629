/** Files that the server makes: asked for until they are ready, and given up when nobody asks. */

/** How far a file is: `done` of at most `rows` records are read, or others are made first. */
export interface Progress {
  ready: boolean;
  waits: boolean;
  done: number;
  rows: number;
}

/** The server says in words why there will be no file. */
export class Refused extends Error {}

const ASK_AGAIN_MS = 1000;

/** Resolves when the file at `href` can be taken; stops asking, and with it the making, by `signal`. */
export async function madeReady(
  href: string,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const progress = await ask(href, signal);
    if (progress.ready) return;
    tell(progress);
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    signal.throwIfAborted();
  }
}

async function ask(href: string, signal: AbortSignal): Promise<Progress> {
  const url = new URL(href, location.href);
  url.pathname += "/status";
  const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Refused(reasonIn(body));
  return body as Progress;
}

/** The sentence of a problem (RFC 9457), with what is wrong with each field. */
function reasonIn(problem: { detail?: string; errors?: { message: string }[] }): string {
  const wrong = problem.errors?.map(({ message }) => message) ?? [];
  return wrong.length > 0 ? wrong.join(" ") : (problem.detail ?? "");
}
