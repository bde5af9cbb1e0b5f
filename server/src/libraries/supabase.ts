import type { Library } from '../core/library';
import { driver, gives, imports } from './shared/driver';
import { BUILDER, CLIENT, callsFunction, inSchema, startsAt, TABLE_ROLE } from './supabase/requests';

const FACTORY = { role: 'factory' };

/** supabase-js 2: requests to PostgREST. What it does with files and users is no query. */
export const supabase: Library = {
  id: 'supabase',
  packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/postgrest-js', '@supabase/auth-helpers-nextjs'],
  dialect: 'postgres',
  hints: [
    ...imports('@supabase/'),
    ['upabase', '.from('],
    '.maybeSingle(',
    ['.from(', '.select(', '.eq('],
    ['upabase', '.rpc'],
  ],
  queryCalls: ['select', 'insert', 'update', 'upsert', 'delete', 'rpc'],
  ...driver({
    exports: {
      createClient: FACTORY,
      createServerClient: FACTORY,
      createBrowserClient: FACTORY,
      createClientComponentClient: FACTORY,
      createServerComponentClient: FACTORY,
      createRouteHandlerClient: FACTORY,
      SupabaseClient: { role: 'client-class' },
    },
    types: { SupabaseClient: CLIENT, PostgrestClient: CLIENT },
    roles: {
      factory: { calls: { '': gives(CLIENT) } },
      'client-class': { makes: () => CLIENT },
      client: { calls: { from: startsAt, schema: inSchema, rpc: callsFunction } },
      table: TABLE_ROLE,
      builder: BUILDER,
    },
  }),
};
