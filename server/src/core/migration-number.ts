/** Now, or one more than the last name when that lies in the future. Both are `20261122153000`. */
export function timestampAfter(previous: string, timestamp: string): string {
  const digits = /^\d{14}/.exec(previous)?.[0];
  return digits !== undefined && digits >= timestamp ? increment(digits) : timestamp;
}

/** `0009` → `0010`: the width stays. */
export function increment(digits: string): string {
  return String(BigInt(digits) + 1n).padStart(digits.length, '0');
}

/**
 * The number of a new migration in the form of the last one: a counter, a time stamp to the second or to the millisecond,
 * or milliseconds since 1970. Undefined for any other form.
 */
export function numberAfter(digits: string, timestamp: string): string | undefined {
  switch (digits.length) {
    case 14:
      return timestampAfter(digits, timestamp);
    case 17:
      return later(digits, `${timestamp}000`);
    case 13:
      return later(digits, String(millisecondsOf(timestamp)));
    default:
      return digits.length <= 6 ? increment(digits) : undefined;
  }
}

function later(previous: string, now: string): string {
  return previous >= now ? increment(previous) : now;
}

/** Since 1970, of `20261122153000` in UTC. */
export function millisecondsOf(timestamp: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = [
    timestamp.slice(0, 4),
    ...(timestamp.slice(4).match(/../g) ?? []),
  ].map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
