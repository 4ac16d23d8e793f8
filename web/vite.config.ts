import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { digestSources } from "./sources.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Records in the bundle which sources it was made from. */
function recordSources(): Plugin {
  return {
    name: "record-sources",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "sources.sha256", source: `${digestSources(root)}\n` });
    },
  };
}

export default defineConfig({
  root,
  // The address of an edition: the service serves it for ever the same (api/triskele_api/pages/bundle.py).
  base: `/static/${digestSources(root).slice(0, 12)}/`,
  plugins: [recordSources()],
  // File names carry no hash, so that a commit shows what changed: the address does.
  build: {
    outDir: "../api/triskele_api/pages/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        entryFileNames: "app.js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
  server: { proxy: { "^/(?!static/|src/|node_modules/|@)": "http://127.0.0.1:8201" } },
});
