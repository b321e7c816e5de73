import type { Writable } from 'node:stream';

/** Writes a text whole, which a process that ends right after would otherwise not do everywhere. Rejects where it cannot. */
export function writerTo(stream: Writable): (text: string) => Promise<void> {
  // Whoever writes hears of it; without a listener it would end the process before.
  stream.on('error', () => {});
  return (text) => new Promise((done, fail) => stream.write(text, (error) => (error ? fail(error) : done())));
}
