import { describe, expect, it } from "vitest";
import { type Heights, uphill } from "./uphill";

const SIDE = 64;

/** Ground whose height is a function of column and row. */
function ground(height: (column: number, row: number) => number): Heights {
  const metres = Float32Array.from({ length: SIDE * SIDE }, (_, index) =>
    height(index % SIDE, Math.floor(index / SIDE)),
  );
  return { metres, side: SIDE };
}

describe("the way uphill", () => {
  it.each([
    ["south", 180, (_: number, row: number) => row * 60],
    ["north", 0, (_: number, row: number) => -row * 60],
    ["east", 90, (column: number) => column * 60],
    ["south-west", 225, (column: number, row: number) => (row - column) * 60],
  ])("is %s where the ground rises there", (_, bearing, height) => {
    expect(uphill(ground(height), 32, 32)).toBe(bearing);
  });

  it("is none in a plain, nor outside the heights", () => {
    const plain = ground((column) => 600 + column);
    expect(uphill(plain, 32, 32)).toBeUndefined();
    expect(uphill(plain, -5, 32)).toBeUndefined();
  });
});
