/** The few marks of the map, drawn when the map asks for one: no file is fetched and each takes the colour in its name. */

import type { Map as MapLibre } from "maplibre-gl";

export const dot = (colour: string) => `mark:dot:${colour}`;
export const peakMark = (colour: string) => `mark:peak:${colour}`;
export const metroMark = (colour: string) => `mark:metro:${colour}`;

/** Drawn larger than shown, so that they are sharp on fine screens. */
const RATIO = 3;

type Draw = (pen: CanvasRenderingContext2D, colour: string) => void;

/** Each in a square of so many pixels, its middle at the middle. */
const MARKS: Record<string, { size: number; draw: Draw }> = {
  dot: { size: 11, draw: drawDot },
  peak: { size: 12, draw: drawPeak },
  metro: { size: 20, draw: drawMetro },
};

/** Give `map` the marks it asks for. */
export function provideMarks(map: MapLibre): void {
  map.setMissingStyleImageResolver((id) => {
    const [prefix, kind = "", colour = ""] = id.split(":");
    const mark = MARKS[kind];
    if (prefix !== "mark" || !mark || map.hasImage(id)) return;
    map.addImage(id, render(mark.size, mark.draw, colour), { pixelRatio: RATIO });
  });
}

function render(size: number, draw: Draw, colour: string): ImageData {
  const pixels = size * RATIO;
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  // Kept out of the graphics card, whose queue of frames a reading would have to wait for.
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser draws no canvas.");
  pen.scale(RATIO, RATIO);
  pen.translate(size / 2, size / 2);
  draw(pen, colour);
  return pen.getImageData(0, 0, pixels, pixels);
}

function disc(pen: CanvasRenderingContext2D, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fill();
}

function drawDot(pen: CanvasRenderingContext2D, colour: string): void {
  disc(pen, 5, "rgb(255 255 255 / 90%)");
  disc(pen, 3.4, colour);
}

function drawPeak(pen: CanvasRenderingContext2D, colour: string): void {
  pen.beginPath();
  pen.moveTo(0, -4.2);
  pen.lineTo(4.6, 3.6);
  pen.lineTo(-4.6, 3.6);
  pen.closePath();
  pen.lineJoin = "round";
  pen.lineWidth = 2;
  pen.strokeStyle = "rgb(255 255 255 / 80%)";
  pen.stroke();
  pen.fillStyle = colour;
  pen.fill();
}

function drawMetro(pen: CanvasRenderingContext2D, colour: string): void {
  disc(pen, 9.6, "#ffffff");
  disc(pen, 8.4, colour);
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = 2.1;
  pen.lineJoin = "miter";
  pen.beginPath();
  pen.moveTo(-4.4, 4);
  pen.lineTo(-3.2, -3.4);
  pen.lineTo(0, 2);
  pen.lineTo(3.2, -3.4);
  pen.lineTo(4.4, 4);
  pen.stroke();
}
