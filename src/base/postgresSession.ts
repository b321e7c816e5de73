/**
 * What each connection to PostgreSQL is told first. A plan that was made is kept, because planning costs more than running. So
 * it has to be one for tables that have grown: made while a table is small, it would read the whole of it for ever.
 */
export const SESSION_SETTINGS = 'SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off';
