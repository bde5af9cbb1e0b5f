import { Pool } from 'pg';

const pool = new Pool();

// The list comes from outside and the column is a plain one: its index serves this.
export function byIds(ids: number[]) {
  return pool.query('SELECT id FROM articles WHERE id = ANY($1)', [ids]);
}

// The author's articles are found by their index; the tags of a few rows are no matter.
export function ofAuthor(author: number, tag: string) {
  return pool.query('SELECT id FROM articles WHERE author_id = $1 AND $2 = ANY(tags)', [author, tag]);
}

export function contained(tag: string) {
  return pool.query('SELECT id FROM articles WHERE tags @> ARRAY[$1]::text[]', [tag]);
}

// No table of the schema: nothing is known of the column.
export function elsewhere(tag: string) {
  return pool.query('SELECT id FROM drafts.articles WHERE $1 = ANY(labels)', [tag]);
}
