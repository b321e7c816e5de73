/** What of WebAssembly is used here. TypeScript knows it only as a part of browsers. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    /** In pages of 64 KiB. */
    constructor(pages: { readonly initial: number; readonly maximum: number });
  }
}
