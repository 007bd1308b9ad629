// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { Divider } from "./divider";

let at = 0;
let divider: Divider;

beforeEach(() => {
  const said = { label: "Divider", value: (n: number) => `${n} of the left day` };
  divider = new Divider(said, (x) => {
    at = x;
  });
  divider.within({ left: 400, right: 1400, top: 0, bottom: 900 });
  document.body.replaceChildren(divider.root);
});

function press(key: string): void {
  divider.root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}

it("begins in the middle of what is not covered", () => {
  expect(at).toBe(900);
  expect(divider.root.getAttribute("aria-valuenow")).toBe("50");
});

it.each([
  ["ArrowRight", "52", 920],
  ["ArrowLeft", "48", 880],
  ["PageUp", "60", 1000],
  ["PageDown", "40", 800],
  ["Home", "0", 400],
  ["End", "100", 1400],
])("is moved by %s", (key, value, x) => {
  press(key);
  expect(divider.root.getAttribute("aria-valuenow")).toBe(value);
  expect(divider.root.getAttribute("aria-valuetext")).toBe(`${value} of the left day`);
  expect(at).toBe(x);
});

it("stays within the picture and leaves other keys alone", () => {
  press("End");
  press("ArrowRight");
  press("Tab");
  expect(at).toBe(1400);
});

it("keeps its share when the room changes", () => {
  press("PageUp");
  divider.within({ left: 0, right: 390, top: 0, bottom: 400 });
  expect(at).toBe(234);
});
