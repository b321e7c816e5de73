/** A time as expressions see it (as Mistral): `2026-01-31 12:00:00`, in UTC. */
export function timeText(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}
