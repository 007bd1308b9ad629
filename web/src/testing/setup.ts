/** What jsdom lacks: media queries never match. */

if (typeof window !== "undefined") {
  window.matchMedia = (query: string) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
      addListener() {},
      removeListener() {},
    });
}
