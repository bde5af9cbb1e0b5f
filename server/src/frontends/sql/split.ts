import type { Span } from '../../core/text';
import {
  endOfComment,
  endOfDollarQuoted,
  endOfLine,
  endOfPrefixedString,
  endOfQuoted,
  isLetter,
  isSpace,
  isWordPart,
  isWordStart,
  LEXICAL_RULES,
  type LexicalRules,
  type SqlFlavor,
} from './scan';

/** One statement of a script. Offsets count from the start of the document. */
export interface SplitStatement {
  /** Its first token: comments before it do not belong to it. */
  readonly start: number;
  /** Behind its last token, before the delimiter. */
  readonly end: number;
  readonly terminated: boolean;
  /** The comments before and inside it. */
  readonly comments: readonly Span[];
}

/** Where the next statement is looked for, and what ends it. */
export interface SplitCursor {
  readonly at: number;
  readonly delimiter: string;
}

/** One step through a script. Without `next` the text is at its end. */
export interface SplitStep {
  readonly statement: SplitStatement;
  readonly next: SplitCursor | undefined;
}

export const SCRIPT_START: SplitCursor = { at: 0, delimiter: ';' };

/** Splits a script. Total: whatever the text, the statements lie in it in order and without overlap. */
export function splitStatements(text: string, flavor: SqlFlavor = 'postgres'): readonly SplitStatement[] {
  const statements: SplitStatement[] = [];
  let cursor = SCRIPT_START;
  for (;;) {
    const { statement, next } = nextStatement(text, cursor, flavor);
    if (statement.start < statement.end) statements.push(statement);
    if (next === undefined) return statements;
    cursor = next;
  }
}

/**
 * The first statement at or after the cursor; empty (`start === end`) where only comments or client commands stand up
 * to the end or the next delimiter. Without `next` the text is at its end.
 */
export function nextStatement(text: string, cursor: SplitCursor, flavor: SqlFlavor): SplitStep {
  const rules = LEXICAL_RULES[flavor];
  const scan = new StatementScan(text, cursor, rules, flavor);
  return scan.run();
}

/** The state of one pass over one statement: a class because it lives through many small steps. */
class StatementScan {
  private readonly comments: Span[] = [];
  private start = -1;
  private end = 0;
  private words = 0;
  private first = '';
  private previous = '';
  private routine = false;
  private rule = false;
  private parentheses = 0;
  private blocks = 0;
  private copyFromStdin = false;
  private i: number;

  constructor(
    private readonly text: string,
    private readonly cursor: SplitCursor,
    private readonly rules: LexicalRules,
    private readonly flavor: SqlFlavor,
  ) {
    this.i = cursor.at;
  }

  run(): SplitStep {
    const { text, rules } = this;
    let delimiter = this.cursor.delimiter;
    while (this.i < text.length) {
      const code = text.charCodeAt(this.i);
      // A letter is nothing of what follows: only where a statement starts it may be a command.
      if (this.start >= 0 && isLetter(code) && delimiter === ';') {
        this.step(code);
        this.end = this.i;
        continue;
      }
      if (isSpace(code)) {
        this.i++;
        continue;
      }
      if (this.start < 0) {
        const command = clientCommand(text, this.i, this.flavor);
        if (command !== undefined) {
          this.i = command.end;
          delimiter = command.delimiter ?? delimiter;
          continue;
        }
      }
      if (this.blocks === 0 && this.parentheses === 0 && text.startsWith(delimiter, this.i))
        return this.finish(delimiter, true);
      const comment = endOfComment(text, this.i, rules);
      if (comment !== 0) {
        // One that is being typed must not swallow what stands below it.
        const end = comment < 0 ? endOfLine(text, this.i) : comment;
        this.comments.push({ start: this.i, end });
        this.i = end;
        continue;
      }
      if (code === BACKSLASH && this.flavor === 'postgres') {
        // `\gexec` and the like send what was typed so far.
        return this.finishAt(this.i, endOfLine(text, this.i), delimiter, true);
      }
      if (this.start < 0) this.start = this.i;
      this.step(code);
      this.end = this.i;
    }
    return { statement: this.statement(false), next: undefined };
  }

  private step(code: number): void {
    const { text, rules } = this;
    if (isWordStart(code)) {
      const literal = endOfPrefixedString(text, this.i, rules);
      if (literal !== 0) {
        this.jump(literal);
        return;
      }
      const from = this.i++;
      while (isWordPart(text.charCodeAt(this.i))) this.i++;
      if (this.isWatched()) this.word(text.slice(from, this.i).toUpperCase());
      return;
    }
    if (code === QUOTE || code === DOUBLE_QUOTE) this.jump(endOfQuoted(text, this.i, code, rules.backslash));
    else if (code === BACKTICK && rules.backticks) this.jump(endOfQuoted(text, this.i, BACKTICK, false));
    else if (code === BRACKET && rules.brackets) this.jump(text.indexOf(']', this.i) + 1 || -1);
    else if (code === DOLLAR && rules.dollarQuotes) this.jump(endOfDollarQuoted(text, this.i) || this.i + 1);
    else {
      // CREATE RULE … DO (…; …) holds its statements in parentheses.
      if (this.rule && code === OPEN) this.parentheses++;
      else if (this.rule && code === CLOSE) this.parentheses = Math.max(this.parentheses - 1, 0);
      this.i++;
    }
  }

  private jump(end: number): void {
    this.i = end < 0 ? this.text.length : end;
  }

  /** The words that say what a statement is stand at its front; COPY's column list may be long. */
  private isWatched(): boolean {
    return this.routine || this.words < (this.first === 'COPY' ? WORDS_OF_COPY : WORDS_WATCHED);
  }

  /** Routine bodies hold statements of their own; COPY is followed by data. */
  private word(word: string): void {
    this.words++;
    if (this.words === 1) this.first = word;
    else if (this.first === 'COPY') this.copyFromStdin ||= this.previous === 'FROM' && word === 'STDIN';
    else if (this.first === 'CREATE') {
      if (word === 'RULE' && (this.previous === 'CREATE' || this.previous === 'REPLACE')) this.rule = true;
      else if (ROUTINES.has(word)) this.routine = true;
      else if (this.routine) this.body(word);
    }
    this.previous = word;
  }

  private body(word: string): void {
    if (this.previous === 'END' && INNER_BLOCKS.has(word)) {
      // END IF, END LOOP: the END just counted closed no BEGIN. END CASE did close its CASE.
      if (word !== 'CASE') this.blocks++;
    } else if (this.blocks === 0) {
      const opens = this.rules.beginBlocks ? word === 'BEGIN' : this.previous === 'BEGIN' && word === 'ATOMIC';
      if (opens) this.blocks = 1;
    } else if (word === 'BEGIN' || word === 'CASE') this.blocks++;
    else if (word === 'END') this.blocks--;
  }

  private finish(delimiter: string, terminated: boolean): { statement: SplitStatement; next: SplitCursor } {
    let after = this.i + delimiter.length;
    if (this.copyFromStdin) after = endOfCopyData(this.text, after);
    return this.finishAt(this.i, after, delimiter, terminated);
  }

  private finishAt(
    at: number,
    after: number,
    delimiter: string,
    terminated: boolean,
  ): { statement: SplitStatement; next: SplitCursor } {
    if (this.start < 0) {
      this.start = at;
      this.end = at;
    }
    return { statement: this.statement(terminated), next: { at: after, delimiter } };
  }

  private statement(terminated: boolean): SplitStatement {
    const start = this.start < 0 ? this.text.length : this.start;
    return { start, end: Math.max(this.end, start), terminated, comments: this.comments };
  }
}

/** A line for the client at the place where a statement may start: `\connect`, `DELIMITER //`. */
function clientCommand(
  text: string,
  i: number,
  flavor: SqlFlavor,
): { readonly end: number; readonly delimiter?: string } | undefined {
  if (flavor === 'postgres') return text.charCodeAt(i) === BACKSLASH ? { end: endOfLine(text, i) } : undefined;
  if ((text.charCodeAt(i) | 0x20) !== 100) return undefined;
  DELIMITER.lastIndex = i;
  const match = DELIMITER.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { end: i + match[0].length, delimiter: match[1] };
}

/** COPY data runs from the next line to a line of `\.` alone. */
function endOfCopyData(text: string, i: number): number {
  COPY_END.lastIndex = i;
  return COPY_END.exec(text) === null ? text.length : COPY_END.lastIndex;
}

const DELIMITER = /DELIMITER[ \t]+(\S+)[^\r\n]*/iy;
const COPY_END = /\n\\\.(?=\r?\n|\r?$)/g;
const ROUTINES = new Set(['FUNCTION', 'PROCEDURE', 'TRIGGER', 'EVENT']);
const INNER_BLOCKS = new Set(['IF', 'LOOP', 'WHILE', 'REPEAT', 'CASE']);
const WORDS_WATCHED = 12;
const WORDS_OF_COPY = 400;
const QUOTE = 39;
const OPEN = 40;
const CLOSE = 41;
const DOUBLE_QUOTE = 34;
const BACKTICK = 96;
const BRACKET = 91;
const DOLLAR = 36;
const BACKSLASH = 92;
