import type {
  Parameterization,
  SqlPiece,
  SqlTemplate,
  TemplatePoint,
} from '../../../server/src/core/facts/sql-template';

const HOLE = /(\$\{\w+\})/;

/** A template written as in the program: `select ${x}`; `[[a|b]]` stands for a choice. */
export function sqlTemplate(text: string): SqlTemplate {
  const pieces = text.split(/(\[\[.*?\]\])/s).flatMap((part): SqlPiece[] => {
    if (!part.startsWith('[[')) return plainPieces(part);
    return [{ kind: 'choice', of: part.slice(2, -2).split('|').map(plainPieces) }];
  });
  return { pieces };
}

function plainPieces(text: string): SqlPiece[] {
  return text.split(HOLE).flatMap((part): SqlPiece[] => {
    if (part === '') return [];
    if (!HOLE.test(part)) return [{ kind: 'text', cooked: part, map: [] }];
    const span = { start: 0, end: 0 };
    const value = { kind: 'opaque' as const, uses: [], span };
    return [{ kind: 'hole', value, at: { uri: 'file:///a.ts', unit: 'a', span } }];
  });
}

/** The text with the cuts made, for templates without choices. */
export function applyCuts(text: string, { cuts }: Parameterization): string {
  const units = text.split(HOLE).flatMap(part => (HOLE.test(part) ? [part] : [...part]));
  const indexOf = (point: TemplatePoint): number => {
    let offset = 0;
    let holes = 0;
    for (let index = 0; index <= units.length; index++) {
      if (offset === point.offset && holes === point.holesBefore) return index;
      const unit = units[index] ?? '';
      if (HOLE.test(unit)) holes++;
      else offset += unit.length;
    }
    throw new Error(`no such point: ${JSON.stringify(point)}`);
  };
  let out = '';
  let at = 0;
  for (const cut of cuts) {
    out += units.slice(at, indexOf(cut.from)).join('') + cut.replacement;
    at = indexOf(cut.to);
  }
  return out + units.slice(at).join('');
}
