import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Beside each script and style sheet its compressed forms: the server hands out what the browser takes. */
function compressed(): Plugin {
  return {
    name: "compressed",
    writeBundle({ dir = "" }) {
      const files = readdirSync(join(dir, "assets"), { withFileTypes: true });
      for (const { name, parentPath } of files) {
        if (!/\.(js|mjs|css)$/.test(name)) continue;
        const path = join(parentPath, name);
        const content = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [compressed()],
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
      input: {
        embed: "src/embed.ts",
        data: "src/data.ts",
        front: "src/front.ts",
        main: "src/main.ts",
        pages: "src/pages.css",
      },
      // The library in a file of its own: it stays cached when our code changes, and is counted apart.
      output: {
        codeSplitting: { groups: [{ name: "maplibre", test: /node_modules\/maplibre-gl/ }] },
      },
    },
  },
  worker: { format: "es" },
  test: {
    // Files that need a document say so in their first line.
    environmentOptions: { jsdom: { url: "https://city.example/ru/map" } },
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
  },
});
