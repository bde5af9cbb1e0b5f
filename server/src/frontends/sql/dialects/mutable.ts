/**
 * A fact while it is made, member by member: objects put together by conditional spreads take several times as long, and
 * a schema has thousands of columns.
 */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
