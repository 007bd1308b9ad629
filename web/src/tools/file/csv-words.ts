/** The signs that may part the cells of a table. */
export const SEPARATORS = [",", ";", "\t", "|"] as const;
