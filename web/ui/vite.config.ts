// One file for three builds, chosen by --mode (npm run build does all of them):
//   widget  dist/widget/app-HASH.js, what the loader fetches on the first click
//   loader  dist/widget/loader.js, the one script of the host page
//   staff   dist/staff/, the application of operators and editors (also: npm run dev)
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { defineConfig, type UserConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.SPORTELLO_URL ?? 'http://127.0.0.1:8080'

// Module preload would add an inline script or a data: style, which the CSP forbids.
const common = { target: 'es2022', modulePreload: false, assetsInlineLimit: 0, cssCodeSplit: true } as const

const widget = (): UserConfig => ({
  plugins: [preact()],
  build: {
    ...common,
    outDir: at('dist/widget'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    rollupOptions: {
      input: at('src/widget/app.tsx'),
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'app-[hash].js', chunkFileNames: 'chunk-[hash].js' },
    },
  },
  base: './',
})

const loader = (): UserConfig => ({
  define: { __APP__: JSON.stringify(appFile()) },
  build: {
    ...common,
    outDir: at('dist/widget'),
    emptyOutDir: false,
    lib: { entry: at('src/widget/loader.ts'), formats: ['iife'], name: 'sportello', fileName: () => 'loader.js' },
  },
})

const staff = (): UserConfig => ({
  root: at('src/staff'),
  base: '/staff/',
  plugins: [preact()],
  build: { ...common, outDir: at('dist/staff'), emptyOutDir: true },
  server: { proxy: { '/api': { target: server, ws: true }, '/widget': server } },
  css: {
    preprocessorOptions: {
      // Bootstrap's own Sass still uses @import and the global colour functions.
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'color-functions'] },
    },
  },
})

// The hashed name of the widget's entry, from the manifest of the build before.
function appFile(): string {
  const manifest: Record<string, { file: string; isEntry?: boolean }> = JSON.parse(
    readFileSync(at('dist/widget/manifest.json'), 'utf8'),
  )
  const entry = Object.values(manifest).find(chunk => chunk.isEntry)
  if (!entry) throw new Error('no entry in the widget manifest: run vite build --mode widget first')
  return entry.file
}

export default defineConfig(({ mode }) => (mode === 'widget' ? widget() : mode === 'loader' ? loader() : staff()))
