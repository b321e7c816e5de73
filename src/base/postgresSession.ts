/** What each connection to PostgreSQL is told first: a plan that was made is kept, because planning costs more than running. */
export const SESSION_SETTINGS = 'SET plan_cache_mode = force_generic_plan';
