import assert from 'node:assert/strict';
import { queriesOf } from './described-queries';

describe('requests of supabase-js', () => {
  it('are queries of the table they name', async () => {
    const queries = await queriesOf(`
      import { createClient, type SupabaseClient } from '@supabase/supabase-js';
      import { createServerClient } from '@supabase/ssr';
      const supabase = createClient('url', 'key');
      export async function load(id: string, ids: string[], given: SupabaseClient<Database>) {
        const { data } = await supabase.from('users').select('*, posts(*)').eq('id', id).single();
        await given.from('posts').select('id').in('author_id', ids).order('id').limit(10);
        await createServerClient('url', 'key', {}).schema('audit').from('events').select('*', { count: 'exact', head: true });
        await supabase.from('users').select().ilike('name', '%a%').or('a.eq.1,b.eq.2');
        await supabase.from('users').select().match({ name: 'a', team: id }).eq('posts.id', id);
        await supabase.from('users').insert([{ id }]).select();
        await supabase.from('users').insert({ id });
        await supabase.from('users').upsert({ id });
        await supabase.from('users').update({ name: '' }).eq('id', id);
        await supabase.from('users').delete().lt('age', 3);
        await supabase.rpc('add_credits', { id });
        return data;
      }
    `);
    assert.deepEqual(queries, [
      'single: find-first users id equals',
      'limit: find-many posts author_id in',
      'select: count events',
      'or: find-many users name like …',
      'eq: find-many users name equals team equals …',
      'select: create-many writes users',
      'insert: create writes users',
      'upsert: upsert writes users',
      'eq: update-many writes users id equals',
      'lt: delete-many writes users age compare',
      'rpc: raw',
    ]);
  });

  it('run when they are waited for, once', async () => {
    const queries = await queriesOf(`
      import { createClient } from '@supabase/supabase-js';
      const supabase = createClient('url', 'key');
      function users() {
        return supabase.from('users').select('*');
      }
      export async function load(all: boolean) {
        let query = supabase.from('posts').select('*');
        if (!all) query = query.eq('public', true);
        const { data } = await query;
        const shown = await users();
        return shown.data.map(user => user.id).filter(Boolean);
      }
    `);
    assert.deepEqual(queries, ['select: find-many users', 'select: find-many posts …']);
  });

  it('are none where files, users and other objects are meant', async () => {
    const queries = await queriesOf(`
      import { createClient } from '@supabase/supabase-js';
      const supabase = createClient('url', 'key');
      export async function upload(form: any, list: number[]) {
        await supabase.storage.from('avatars').update('a.png', form);
        await supabase.auth.signOut();
        await supabase.functions.invoke('send');
        form.from('users').select('*').eq('id', 1);
        return Array.from(list).filter(Boolean);
      }
    `);
    assert.deepEqual(queries, []);
  });
});
