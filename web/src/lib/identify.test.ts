import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byTheme, identify, positionOf, Refused } from "./identify";

/** Node's fetch knows no page to resolve `/api/...` against; browsers do. */
const browserFetch = globalThis.fetch;

describe("asking what is known", () => {
  let server: Server;
  let asked = "";

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked = request.url ?? "";
      const isFar = asked.includes("lon=10");
      response.writeHead(isFar ? 400 : 200, {
        "Content-Type": isFar ? "application/problem+json" : "application/json",
      });
      response.end(
        JSON.stringify(
          isFar
            ? { title: "Bad", detail: "Outside the city." }
            : { summary: "Here.", lon: 76.9, lat: 43.2 },
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    globalThis.fetch = (path, options) =>
      browserFetch(new URL(String(path), `http://127.0.0.1:${port}`), options);
  });

  afterAll(() => {
    globalThis.fetch = browserFetch;
    server.close();
  });

  it("sends the point and the language", async () => {
    const answer = await identify([76.9, 43.25], "kk", new AbortController().signal);
    expect(answer.summary).toBe("Here.");
    expect(asked).toBe("/api/identify?lon=76.900000&lat=43.250000&lang=kk");
  });

  it("asks where a named feature lies", async () => {
    const point = await positionOf({ dataset: "schools", id: "12/a" }, "kk");
    expect(point).toEqual([76.9, 43.2]);
    expect(asked).toBe("/api/position?dataset=schools&id=12%2Fa&lang=kk");
  });

  it("hands on the server's reason", async () => {
    const refusal = identify([10, 43], "en", new AbortController().signal);
    await expect(refusal).rejects.toThrow(new Refused("Outside the city."));
  });
});

describe("grouping by theme", () => {
  it("keeps the city's order and puts strangers last", () => {
    const items = ["nature", "own", "transport", "nature"].map((theme, id) => ({ theme, id }));
    const groups = byTheme(items, ["transport", "nature", "health"]);
    expect(groups.map(([theme, members]) => [theme, members.map(({ id }) => id)])).toEqual([
      ["transport", [2]],
      ["nature", [0, 3]],
      ["own", [1]],
    ]);
  });
});
