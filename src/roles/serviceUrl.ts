/** Where a service listens. */
export interface Place {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** The address of a service that listens there. */
export function serviceUrl({ host, port, isTls }: Place): string {
  return `${isTls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
