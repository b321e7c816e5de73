/**
 * How V8 is set up for the service. On a large machine it lets the young generation grow to 128 MiB under load and keeps it;
 * at 16 the service is as fast and has 100 MiB less (`npm run bench`: memory, CPU per execution).
 */
export const SERVICE_FLAGS = ['--max-semi-space-size=8'];
