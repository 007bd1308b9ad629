import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

const LICENCES = "licences.md";
/** Folders of the packages in the worker: Vite writes down only those of the page. */
const inWorker = new Set<string>();

function gathered(): Plugin {
  return {
    name: "gathered",
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
        if (folder) inWorker.add(folder.replace(/^\0/, ""));
      }
    },
  };
}

/** The licences of what the worker bundles, behind those of the page. */
function licensed(): Plugin {
  return {
    name: "licensed",
    writeBundle({ dir = "" }) {
      const path = join(dir, LICENCES);
      const listed = readFileSync(path, "utf8");
      for (const folder of [...inWorker].sort()) {
        const { name, version, license } = JSON.parse(
          readFileSync(join(folder, "package.json"), "utf8"),
        );
        const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
        const text = file ? `\n\n${readFileSync(join(folder, file), "utf8").trim()}` : "";
        const heading = `\n## ${name} - ${version} (${license})`;
        if (!listed.includes(heading)) appendFileSync(path, `${heading}${text}\n`);
      }
    },
  };
}

export default defineConfig({
  plugins: [compressed(), licensed()],
  base: "/static/web/",
  publicDir: false,
  build: {
    outDir: "../qala/static/web",
    emptyOutDir: true,
    manifest: true,
    // Copies of what is bundled must carry its licences.
    license: { fileName: LICENCES },
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
  worker: { format: "es", plugins: () => [gathered()] },
  test: {
    // Files that need a document say so in their first line.
    environmentOptions: { jsdom: { url: "https://city.example/ru/map" } },
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
  },
});
