import type { HoleContext, VariantTokens } from './hole-context';

/** What can stand in for a hole, in the order in which it is tried. */
export type Placeholder =
  | 'value'
  | 'identifier'
  | 'nothing'
  | 'and-true'
  | 'comma-identifier'
  | 'where-true'
  | 'tuple'
  | 'assignment'
  | 'first'
  | 'equals'
  | 'conjunction'
  | 'common-table'
  | 'select';

const ORDER: readonly Placeholder[] = [
  'value',
  'identifier',
  'nothing',
  'and-true',
  'comma-identifier',
  'where-true',
  'tuple',
  'assignment',
  'first',
  'equals',
  'conjunction',
  'common-table',
  'select',
];

/** Parameters of the statement itself stay far below. */
export const FIRST_PARAMETER = 30_000;
const NAME_PREFIX = 'sargable_hole_';

export function holeOfName(name: string): number | undefined {
  const match = /^sargable_hole_(\d+)$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** The text to parse, with placeholders for the holes. */
export interface Substitution {
  readonly text: string;
  readonly slots: readonly Slot[];
  /** The offset in the variant's text. */
  toVariant(at: number): number;
}

export interface Slot {
  readonly hole: HoleContext;
  readonly placeholder: Placeholder | undefined;
  readonly start: number;
  readonly end: number;
}

/** The placeholders worth trying for a hole in code, the likeliest first. */
export function placeholdersFor(tokens: VariantTokens, hole: HoleContext): readonly Placeholder[] {
  const before = tokens.word(hole.token - 1);
  const after = tokens.word(hole.token + 1);
  const distinct = before === 'FROM' && tokens.word(hole.token - 2) === 'DISTINCT';
  if (!distinct && (NAME_FOLLOWS.has(before) || after === '.')) {
    return ['identifier', ...ORDER.filter(placeholder => placeholder !== 'identifier')];
  }
  // Behind an operand a name would pass for an alias, which nobody splices.
  const operand = OPERANDS.has(before) || (/^\w+$/.test(before) && !KEYWORDS.has(before));
  return operand ? ORDER.filter(placeholder => placeholder !== 'identifier') : ORDER;
}

export function substitute(
  tokens: VariantTokens,
  choice: (hole: HoleContext) => Placeholder,
  prefix: string,
  suffix: string,
): Substitution {
  let text = prefix;
  let at = 0;
  const slots: Slot[] = [];
  for (const hole of tokens.holes) {
    text += tokens.text.slice(at, hole.at);
    const placeholder = hole.place === 'code' ? choice(hole) : undefined;
    const start = text.length;
    text += placeholder === undefined ? fixedText(hole) : placeholderText(placeholder, hole.index);
    slots.push({ hole, placeholder, start, end: text.length });
    at = hole.at + 1;
  }
  text += tokens.text.slice(at) + suffix;
  const toVariant = (position: number): number => {
    let variantAt = 0;
    let textAt = prefix.length;
    for (const slot of slots) {
      if (position < slot.start) break;
      if (position < slot.end) return slot.hole.at;
      variantAt = slot.hole.at + 1;
      textAt = slot.end;
    }
    return Math.min(Math.max(variantAt + position - textAt, 0), tokens.text.length);
  };
  return { text, slots, toVariant };
}

function fixedText(hole: HoleContext): string {
  switch (hole.place) {
    case 'quoted':
      return `${NAME_PREFIX}${hole.index}`;
    case 'glued':
      return `h${hole.index}`;
    case 'parameter-number':
      return String(FIRST_PARAMETER * 2 + hole.index);
    default:
      return '';
  }
}

function placeholderText(placeholder: Placeholder, index: number): string {
  switch (placeholder) {
    case 'value':
      return `$${FIRST_PARAMETER + index}`;
    case 'identifier':
      return `${NAME_PREFIX}${index}`;
    case 'nothing':
      return ' ';
    case 'and-true':
      return ' AND true ';
    case 'comma-identifier':
      return `, ${NAME_PREFIX}${index}`;
    case 'where-true':
      return ' WHERE true ';
    case 'tuple':
      return '(1)';
    case 'assignment':
      return `${NAME_PREFIX}${index} = 1`;
    case 'first':
      return ' FIRST ';
    case 'equals':
      return '=';
    case 'conjunction':
      return ' AND ';
    case 'common-table':
      return 'x AS (SELECT 1)';
    case 'select':
      return ' SELECT 1 ';
  }
}

const NAME_FOLLOWS = new Set(
  'FROM JOIN INTO UPDATE TABLE ONLY AS VIEW INDEX SCHEMA DATABASE SEQUENCE TYPE COLUMN CONSTRAINT COLLATE TRUNCATE EXTENSION FUNCTION ROLE USER REFERENCES . ::'.split(
    ' ',
  ),
);
const OPERANDS = new Set([')', ']', '<quoted>', '<string>', '<number>', '<parameter>', '<hole>']);
/** Words behind which a new operand or name starts. */
const KEYWORDS = new Set(
  'SELECT DISTINCT ALL FROM JOIN ON USING WHERE AND OR NOT IN LIKE ILIKE SIMILAR TO BETWEEN IS HAVING BY GROUP ORDER LIMIT OFFSET FETCH VALUES SET INTO UPDATE DELETE INSERT RETURNING UNION INTERSECT EXCEPT WITH AS CASE WHEN THEN ELSE ANY SOME EXISTS ARRAY ROW ADD DROP ALTER COLUMN TABLE ONLY DEFAULT CHECK'.split(
    ' ',
  ),
);
