// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { mount } from "../testing/mount";
import "./qala-tool-inside";
import "./qala-tool-measure";

afterEach(() => vi.unstubAllGlobals());

const AREA = "76.9,43.2;76.95,43.2;76.95,43.25";

it("measures nothing and offers nothing to take back before there is a corner", () => {
  const { element } = mount("qala-tool-measure");
  expect(element.querySelector(".measured")?.textContent).toBe("Поставьте не меньше двух точек.");
  expect(element.querySelectorAll("button:disabled")).toHaveLength(3);
});

it("says which typed line is no coordinate", () => {
  const { element } = mount("qala-tool-measure");
  const field = element.querySelector("textarea");
  if (field) field.value = "43.2, 76.9\nАбая 12";
  element.querySelector<HTMLButtonElement>(".typed .button")?.click();
  expect(element.querySelector(".typed [role=status]")?.textContent).toContain("Строка 2");
});

it("asks about the area of the address, and says why there is no answer", async () => {
  const asked: { url: string; body: string }[] = [];
  vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
    asked.push({ url, body });
    const errors = [{ field: "geometry", message: "Слишком много." }];
    const headers = { "Content-Type": "application/problem+json" };
    return new Response(JSON.stringify({ errors }), { status: 400, headers });
  });
  const { element, page } = mount("qala-tool-inside", `?area=${AREA}`);
  await vi.waitFor(() =>
    expect(element.querySelector("[role=alert]")?.textContent).toBe("Слишком много."),
  );
  expect(asked[0]?.url).toBe("/api/inside?lang=ru");
  expect(JSON.parse(asked[0]?.body ?? "").geometry.type).toBe("Polygon");
  page.store.change({ area: "76.9,43.2~250" });
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(JSON.parse(asked[1]?.body ?? "")).toEqual({
    geometry: { type: "Point", coordinates: [76.9, 43.2] },
    within_m: 250,
  });
});

it("can be stopped while it waits for an answer", () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const { element } = mount("qala-tool-inside", `?area=${AREA}`);
  const stop = [...element.querySelectorAll("button")].find(
    (each) => each.textContent === "Остановить",
  );
  stop?.click();
  expect(element.querySelector(".place")?.textContent).toContain("Остановлено");
});
