import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/static/web/",
  publicDir: false,
  build: {
    outDir: "../qala/static/web",
    emptyOutDir: true,
    manifest: true,
    // Copies of what is bundled must carry its licences.
    license: { fileName: "licences.md" },
    target: "es2023",
    // The content security policy allows no data: fonts, and long-lived files cache better.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre alone is about 1 MB before compression; it loads after the frame.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      input: { main: "src/main.ts", pages: "src/pages.css" },
    },
  },
  test: {
    // Files that need a document say so in their first line.
    environmentOptions: { jsdom: { url: "https://city.example/ru/map" } },
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
  },
});
