// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { mount } from "../testing/mount";
import "./qala-download";

afterEach(() => vi.unstubAllGlobals());

/** A server that answers each question about a file with the next of these. */
function answering(...answers: [status: number, body: object][]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: URL) => {
    asked.push(url.pathname + url.search);
    const [status, body] = answers.shift() ?? [500, {}];
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

function opened(layer: string): HTMLElement {
  const { element } = mount("div");
  const download = document.createElement("qala-download");
  download.dataset.layer = layer;
  element.append(download);
  return download;
}

it("asks for the format and says why there will be no file", async () => {
  const asked = answering([
    400,
    { detail: "", errors: [{ field: "bbox", message: "Дайте рамку." }] },
  ]);
  const download = opened("schools");
  const form = download.querySelector("select");
  if (form) form.value = "geojson";
  download.querySelector<HTMLElement>(".button")?.click();
  await vi.waitFor(() =>
    expect(download.querySelector("[role=status]")?.textContent).toBe("Дайте рамку."),
  );
  expect(asked).toEqual(["/download/schools.geojson/status?lang=ru"]);
});

it("shows how far the file is and stops when it is told to", async () => {
  answering([200, { ready: false, waits: false, done: 1000, rows: 4000 }]);
  const download = opened("schools");
  download.querySelector<HTMLElement>(".button")?.click();
  await vi.waitFor(() => expect(download.querySelector("progress")?.value).toBe(1000));
  expect(download.querySelector("[role=status]")?.textContent).toMatch(/1\s000.*4\s000/);
  download.querySelector<HTMLElement>(".fetching .quiet")?.click();
  await vi.waitFor(
    () => expect(download.querySelector("[role=status]")?.textContent).toBe("Остановлено."),
    { timeout: 3000 },
  );
});

it("offers the area only where one is drawn, and to cut only at a border", () => {
  const download = opened("schools");
  const [all, view, area] = download.querySelectorAll<HTMLInputElement>("[type=radio]");
  const cut = download.querySelector<HTMLInputElement>("[type=checkbox]");
  expect([all?.checked, area?.disabled, cut?.disabled]).toEqual([true, true, true]);
  view?.click();
  expect(cut?.disabled).toBe(false);
});
