import Database from 'better-sqlite3';

const db = new Database('notes.db');

// A query costs microseconds here: there is no round trip.
export function titles(ids: number[]) {
  const titles: unknown[] = [];
  for (const id of ids) titles.push(db.prepare('SELECT title FROM notes WHERE id = ?').get(id));
  return titles;
}

export function save(notes: { id: number; title: string }[]) {
  const insert = db.prepare('INSERT INTO notes (id, title) VALUES (?, ?)');
  for (const note of notes) insert.run(note.id, note.title);
}
