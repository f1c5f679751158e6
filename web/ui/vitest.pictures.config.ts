// Draws the pictures of the guide again, from the real program: npm run pictures. Names of
// pictures in SPORTELLO_PICTURES draw only those.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/pictures/*.pictures.ts'],
    globalSetup: ['e2e/start.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
})
