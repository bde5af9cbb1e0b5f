interface SearchEngine {
  query(text: string): Promise<string[]>;
}

// Not a database: the name of the method is all they share.
export function search(pool: SearchEngine, term: string) {
  return pool.query(`SELECT id FROM pages WHERE body = '${term}'`);
}
