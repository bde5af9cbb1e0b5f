/** A substring, or several that must all be there. */
type Hint = string | readonly string[];

function isIn(text: string, hint: Hint): boolean {
  return typeof hint === 'string' ? text.includes(hint) : hint.every(word => text.includes(word));
}

/** What was found last is looked for first: most often it is the same file, one keystroke later. */
export function createHintSearch(hints: readonly Hint[]): (text: string) => boolean {
  let last: Hint | undefined;
  return text => {
    if (last !== undefined && isIn(text, last)) return true;
    const found = hints.find(hint => isIn(text, hint));
    if (found !== undefined) last = found;
    return found !== undefined;
  };
}
