/**
 * Messages on a byte stream: four bytes of length, then as many bytes of JSON. Node's own channel between processes has no
 * limit on what the other side may send, and the other side here is not trusted.
 */

const HEAD_BYTES = 4;

/** One message, ready to be written. */
export function frameOf(message: object): Buffer {
  const text = JSON.stringify(message);
  const frame = Buffer.allocUnsafe(HEAD_BYTES + Buffer.byteLength(text));
  frame.writeUInt32BE(frame.length - HEAD_BYTES, 0);
  frame.write(text, HEAD_BYTES);
  return frame;
}

/** Makes messages of bytes as they come. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly limitBytes: number) {}

  /** The messages that are complete now. Throws `RangeError` for one over the limit, `SyntaxError` for one that is no JSON. */
  read(chunk: Buffer): unknown[] {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    const messages: unknown[] = [];
    for (let size = this.size(); size !== undefined && this.bytes >= HEAD_BYTES + size; size = this.size()) {
      messages.push(JSON.parse(this.take(HEAD_BYTES + size).toString('utf8', HEAD_BYTES)));
    }
    return messages;
  }

  private size(): number | undefined {
    if (this.bytes < HEAD_BYTES) return undefined;
    if ((this.chunks[0] as Buffer).length < HEAD_BYTES) this.chunks = [Buffer.concat(this.chunks)];
    const size = (this.chunks[0] as Buffer).readUInt32BE(0);
    if (size > this.limitBytes) throw new RangeError(`a message of ${size} bytes, above ${this.limitBytes}`);
    return size;
  }

  private take(length: number): Buffer {
    const all = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
    const rest = all.subarray(length);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.bytes = rest.length;
    return all.subarray(0, length);
  }
}
