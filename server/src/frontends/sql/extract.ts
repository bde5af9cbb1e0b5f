import { readIgnoreDirective } from '../../core/facts/ignore-directive';
import type { FileFacts, IgnoreDirective, Problem, UnitFacts } from '../../core/facts/index';
import type { SchemaStep } from '../../core/facts/migrations';
import type { ExtractInput, Extraction } from '../../core/frontend';
import { hashText } from '../../core/hash';
import { containsSpan, type Span, shiftSpan } from '../../core/text';
import { detectFlavor } from './detect-flavor';
import { findDownSections } from './down-sections';
import { nameUnit } from './name-unit';
import { readStatement, type StatementReading } from './read-statement';
import { findRestart } from './restart';
import type { SqlFlavor } from './scan';
import { nextStatement, SCRIPT_START, type SplitCursor, type SplitStatement } from './split';

/** What is kept of an open document: the readings of its statements by their text. */
interface SqlState {
  readonly flavor: SqlFlavor;
  readonly readings: ReadonlyMap<string, StatementReading>;
}

/** A SQL script as facts: one unit for each statement. */
export function extractSql(input: ExtractInput, previous?: Extraction): Extraction {
  const flavor = detectFlavor(input.text);
  const known =
    (previous?.state as SqlState | undefined)?.flavor === flavor ? (previous?.state as SqlState) : undefined;
  const script = new ScriptReading(input.text, flavor, known?.readings ?? new Map());
  script.run();
  const facts: FileFacts = {
    frontend: 'sql',
    units: script.units,
    starts: script.starts,
    directives: script.directives,
    problems: script.problems,
  };
  const state: SqlState = { flavor, readings: script.readings };
  return { facts, state };
}

/** One pass over a script. */
class ScriptReading {
  readonly units: UnitFacts[] = [];
  readonly starts: number[] = [];
  readonly directives: IgnoreDirective[] = [];
  readonly problems: Problem[] = [];
  readonly readings = new Map<string, StatementReading>();
  private readonly ids = new Map<string, number>();
  private readonly downSections: readonly Span[];
  private restarts = 0;

  constructor(
    private readonly text: string,
    private readonly flavor: SqlFlavor,
    private readonly known: ReadonlyMap<string, StatementReading>,
  ) {
    this.downSections = findDownSections(text);
  }

  run(): void {
    let cursor: SplitCursor | undefined = SCRIPT_START;
    while (cursor !== undefined) {
      const { statement, next } = nextStatement(this.text, cursor, this.flavor);
      const resumed: SplitCursor | undefined = this.take(statement, cursor);
      cursor = resumed ?? next;
    }
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
    const { statement } = nextStatement(this.text, { at, delimiter }, this.flavor);
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
      fingerprint: hashText(isDown ? `down ${text}` : text),
      steps,
      queries: [],
      dialect: this.flavor,
    });
    this.starts.push(span.start);
    if (reading.problem !== undefined && this.problems.length < MAX_PROBLEMS) {
      this.problems.push({ message: reading.problem.message, span: shiftSpan(reading.problem.span, span.start) });
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
