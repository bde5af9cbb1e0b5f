import type { Span } from '../../core/text';
import type { Uri } from '../../core/uri';

/** What of a single-file component is code: the text with spaces for all else, so that every offset stays what it is. */
export interface Scripts {
  readonly text: string;
  /** What the parser has to know of it: elements may stand in it or not. */
  readonly extension: '.ts' | '.tsx';
  readonly spans: readonly Span[];
}

/** A single-file component of Vue or Svelte. */
export function isComponent(uri: Uri): boolean {
  return uri.endsWith('.vue') || uri.endsWith('.svelte');
}

/** The script blocks of a Vue or Svelte component. All of them are one module. */
export function readScripts(text: string): Scripts {
  const spans: Span[] = [];
  let hasElements = false;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(text); tag !== null; tag = TAG.exec(text)) {
    const [opening, attributes] = tag;
    // Comments, and what a page is given for its head, are no part of the component.
    if (attributes === undefined) continue;
    const start = tag.index + opening.length;
    const end = /<\/script\s*>/i.exec(text.slice(start))?.index;
    const language = attributeOf(attributes, 'lang') ?? attributeOf(attributes, 'type') ?? '';
    if (isCode(language)) {
      spans.push({ start, end: end === undefined ? text.length : start + end });
      hasElements ||= /x$/.test(language);
    }
    if (end === undefined) break;
    TAG.lastIndex = start + end;
  }
  return { text: blankOutside(text, spans), extension: hasElements ? '.tsx' : '.ts', spans };
}

/** A comment, the head of a page, or the opening tag of a script with its attributes. */
const TAG =
  /<!--[\s\S]*?(?:-->|$)|<svelte:head\b[\s\S]*?(?:<\/svelte:head\s*>|$)|<script\b((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>/gi;

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return found?.slice(1).find(value => value !== undefined);
}

/** `ld+json`, `x-template` and CoffeeScript are not. */
function isCode(language: string): boolean {
  return /^(?:|module|(?:text\/|application\/)?(?:javascript|typescript)|[jt]sx?)$/i.test(language);
}

function blankOutside(text: string, spans: readonly Span[]): string {
  let result = '';
  let end = 0;
  for (const span of spans) {
    result += blank(text.slice(end, span.start)) + text.slice(span.start, span.end);
    end = span.end;
  }
  return result + blank(text.slice(end));
}

/** Line ends stay, a statement of one block must not run into one of the next. */
function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
