import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

// Tests of components begin with "// @vitest-environment happy-dom"; the others run in Node.
export default defineConfig({
  plugins: [preact()],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // A walk in a browser that needs the built widget: npm run look.
    exclude: process.env.SPORTELLO_LOOK ? [] : ['src/test/look.test.ts'],
    testTimeout: 15_000,
    restoreMocks: true,
  },
})
