#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { dirname } from 'node:path'

// Plain JavaScript, because from here on code is cached: from the second start, TypeScript is neither
// stripped of its types nor parsed anew, and what strips it is not even loaded (17 MB a thread). The
// writer's thread finds the cache by the environment.
const { directory } = enableCompileCache()
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= dirname(directory)

await import('../src/server/main.ts')
