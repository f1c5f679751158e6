import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

// Tests of components begin with "// @vitest-environment happy-dom"; the others run in Node.
export default defineConfig({
  plugins: [preact()],
  test: { include: ['src/**/*.test.{ts,tsx}'], testTimeout: 15_000, restoreMocks: true },
})
