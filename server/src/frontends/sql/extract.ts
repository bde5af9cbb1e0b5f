import { readIgnoreDirective } from '../../core/facts/ignore-directive';
import type { FileFacts, IgnoreDirective, Problem, UnitFacts } from '../../core/facts/index';
import type { SchemaStep } from '../../core/facts/migrations';
import type { Dialect } from '../../core/facts/sql-template';
import type { ExtractInput, Extraction } from '../../core/frontend';
import { hashText } from '../../core/hash';
import { containsSpan, type Span, shiftSpan } from '../../core/text';
import { findDialect } from './detect-flavor';
import { findDownSections } from './down-sections';
import { nameUnit } from './name-unit';
import { readStatement, readStatements, type StatementReading } from './read-statement';
import { findRestart } from './restart';
import type { SqlFlavor } from './scan';
import { nextStatement, SCRIPT_START, type SplitCursor, type SplitStatement, type SplitStep } from './split';

/** What is kept of an open document: the readings of its statements by their text. */
interface SqlState {
  readonly dialect: Dialect;
  readonly readings: ReadonlyMap<string, StatementReading>;
}

/** A SQL script as facts: one unit for each statement. */
export function extractSql(input: ExtractInput, previous?: Extraction): Extraction {
  const dialect = input.dialect ?? findDialect(input.text) ?? 'postgres';
  const flavor = FLAVORS[dialect];
  if (flavor === undefined) return { facts: { frontend: 'sql', units: [], starts: [], directives: [], problems: [] } };
  const before = previous?.state as SqlState | undefined;
  const known = before?.dialect === dialect ? before.readings : new Map<string, StatementReading>();
  const script = new ScriptReading(input.text, dialect, flavor, known);
  script.run();
  const facts: FileFacts = {
    frontend: 'sql',
    units: script.units,
    starts: script.starts,
    directives: script.directives,
    problems: script.problems,
  };
  const state: SqlState = { dialect, readings: script.readings };
  return { facts, state };
}

/** The dialects whose scripts can be read, and by whose rules. */
const FLAVORS: { readonly [D in Dialect]?: SqlFlavor } = {
  postgres: 'postgres',
  cockroach: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
};

/** One pass over a script. */
class ScriptReading {
  readonly units: UnitFacts[] = [];
  readonly starts: number[] = [];
  readonly directives: IgnoreDirective[] = [];
  readonly problems: Problem[] = [];
  readonly readings = new Map<string, StatementReading>();
  private readonly ids = new Map<string, number>();
  private readonly downSections: readonly Span[];
  private readonly split = new Map<number, { readonly delimiter: string; readonly step: SplitStep }>();
  private restarts = 0;

  constructor(
    private readonly text: string,
    private readonly dialect: Dialect,
    private readonly flavor: SqlFlavor,
    private readonly known: ReadonlyMap<string, StatementReading>,
  ) {
    this.downSections = findDownSections(text);
  }

  run(): void {
    if (this.flavor === 'postgres') this.readTogether();
    let cursor: SplitCursor | undefined = SCRIPT_START;
    while (cursor !== undefined) {
      const { statement, next } = this.next(cursor);
      const resumed: SplitCursor | undefined = this.take(statement, cursor);
      cursor = resumed ?? next;
    }
  }

  /** What is not known yet is parsed at once; what is refused so is left to be read on its own. */
  private readTogether(): void {
    const texts = new Set<string>();
    for (let cursor: SplitCursor | undefined = SCRIPT_START; cursor !== undefined; ) {
      const step: SplitStep = this.next(cursor);
      const text = this.text.slice(step.statement.start, step.statement.end);
      if (text !== '' && !this.known.has(text)) texts.add(text);
      cursor = step.next;
    }
    for (const [text, reading] of readStatements([...texts])) this.readings.set(text, reading);
  }

  private next(cursor: SplitCursor): SplitStep {
    const known = this.split.get(cursor.at);
    if (known?.delimiter === cursor.delimiter) return known.step;
    const step = nextStatement(this.text, cursor, this.flavor);
    this.split.set(cursor.at, { delimiter: cursor.delimiter, step });
    return step;
  }

  /** Reads one statement; gives the place to go on when only its beginning belongs to it. */
  private take(statement: SplitStatement, cursor: SplitCursor): SplitCursor | undefined {
    if (statement.start === statement.end) {
      this.addComments(statement.comments);
      return undefined;
    }
    const reading = this.read(this.text.slice(statement.start, statement.end));
    if (reading.problem !== undefined && this.restarts < MAX_RESTARTS) {
      // Half-typed: without its semicolon or closing quote it has swallowed the statements behind it.
      const at = findRestart(this.text, statement, next => this.readsAt(next, cursor.delimiter));
      if (at !== undefined) {
        this.restarts++;
        const end = statement.start + this.text.slice(statement.start, at).trimEnd().length;
        this.addComments(statement.comments.filter(comment => comment.end <= at));
        this.addUnit({ start: statement.start, end }, this.read(this.text.slice(statement.start, end)));
        return { at, delimiter: cursor.delimiter };
      }
    }
    this.addComments(statement.comments);
    this.addUnit(statement, reading);
    return undefined;
  }

  private readsAt(at: number, delimiter: string): boolean {
    const { statement } = this.next({ at, delimiter });
    const text = this.text.slice(statement.start, statement.end);
    return text !== '' && this.read(text).problem === undefined;
  }

  private read(text: string): StatementReading {
    const kept = this.readings.get(text) ?? this.known.get(text);
    const reading = kept ?? readStatement(text, this.flavor);
    this.readings.set(text, reading);
    return reading;
  }

  private addUnit(span: Span, reading: StatementReading): void {
    const text = this.text.slice(span.start, span.end);
    const name = nameUnit(text, reading.steps);
    const count = (this.ids.get(name) ?? 0) + 1;
    this.ids.set(name, count);
    const id = count === 1 ? name : `${name}~${count}`;
    const isDown = this.downSections.some(section => containsSpan(section, span));
    const steps: readonly SchemaStep[] = isDown ? [] : reading.steps;
    this.units.push({
      kind: 'statement',
      id,
      // What the text says depends on who reads it.
      fingerprint: hashText((isDown ? 'down ' : '') + (this.dialect === 'postgres' ? '' : `${this.dialect} `) + text),
      steps,
      queries: isDown ? [] : (reading.queries ?? []),
      dialect: this.dialect,
    });
    this.starts.push(span.start);
    if (reading.problem !== undefined && this.problems.length < MAX_PROBLEMS) {
      const { message, span: at } = reading.problem;
      // What a template writes in place of a name is refused in each of its statements.
      if (this.problems.some(problem => problem.message === message)) return;
      this.problems.push({ message, span: shiftSpan(at, span.start) });
    }
  }

  private addComments(comments: readonly Span[]): void {
    for (const span of comments) {
      const comment = this.text.slice(span.start, span.end);
      if (!comment.includes('sargable-ignore')) continue;
      const lineStart = this.text.lastIndexOf('\n', span.start - 1) + 1;
      const directive = readIgnoreDirective(comment, span, this.text.slice(lineStart, span.start));
      if (directive !== undefined) this.directives.push(directive);
    }
  }
}

const MAX_PROBLEMS = 20;
/** A text that is no SQL at all must not be tried at each of its lines. */
const MAX_RESTARTS = 50;
