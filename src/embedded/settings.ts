import type { Cluster } from './Cluster.ts';

/**
 * What the server is told, besides what `initdb` found out about the machine. Given anew at each start, so that data made by
 * an older version of this service gets it too; anything else may be set in the cluster's `postgresql.conf`.
 */
export function settingsFor(cluster: Cluster, socketFolder: string): readonly string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: '5432',
    cluster_name: cluster.name,
    max_connections: '100',
    shared_buffers: '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    // Statements here are short: a parallel worker or compiled code costs more than it gives, and both want room the machine may lack.
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    io_method: 'sync',
    // Job tables change all the time, and the planner must not believe them empty for a whole minute.
    autovacuum_naptime: '15s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_checkpoints: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
