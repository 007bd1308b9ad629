/** Bytes into text: UTF-8 where they are, else the old Cyrillic of Windows. */

export const ENCODINGS = ["utf-8", "windows-1251", "windows-1252", "utf-16le", "ibm866"] as const;

/** The text, and the encoding that was asked for or guessed: UTF-16 by its mark, UTF-8 if it is valid. */
export function decoded(bytes: Uint8Array, asked?: string): { text: string; encoding: string } {
  const encoding = asked || guess(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function guess(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1251";
  }
}
