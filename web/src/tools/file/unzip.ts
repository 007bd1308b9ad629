/** One file out of a ZIP archive (APPNOTE 6.3), inflated by the browser itself. */

import { Trouble } from "./own";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;

/** The first file with such a name; `Trouble` where there is none, or it is larger than `most` bytes. */
export async function unzipped(
  archive: Uint8Array,
  name: RegExp,
  most: number,
): Promise<Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let at = view.getUint32(endOf(view) + 16, true);
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === ENTRY) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) =>
      view.getUint16(at + place, true),
    );
    const title = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + (nameLength ?? 0)));
    if (name.test(title)) return contents(archive, view, at, most);
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Trouble("file.zip");
}

async function contents(
  archive: Uint8Array,
  view: DataView,
  at: number,
  most: number,
): Promise<Uint8Array> {
  const [method, packed, size, local] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 24, true),
    view.getUint32(at + 42, true),
  ];
  if (size > most)
    throw new Trouble("file.large", { size: megabytes(size), most: megabytes(most) });
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const bytes = archive.slice(start, start + packed);
  if (method === STORED) return bytes;
  const { body } = new Response(bytes);
  const plain = body?.pipeThrough(new DecompressionStream("deflate-raw")) ?? null;
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** Where the end record begins: at the very end, behind a comment if there is one. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0; at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw new Trouble("file.zip");
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / (1 << 20)));
}
