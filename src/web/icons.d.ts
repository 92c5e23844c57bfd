/** An icon of lucide, by its name there: see scripts/build/icons.ts. */
declare module 'icon:*' {
  const shapes: import('./parts/icon.tsx').IconShapes
  export default shapes
}
