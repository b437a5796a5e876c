declare module '*/kernel.wasm' {
  /** The compiled kernel; esbuild.js compiles and embeds it. */
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
