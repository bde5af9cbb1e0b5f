/** A loop with a query in it. `run` gets the client and a list of keys. */
export interface LoopCase {
  readonly name: string;
  /** The rule whose fix is looked at; a read per element where it does not say so. */
  readonly rule?: string;
  readonly title: RegExp;
  readonly body: string;
  /** A module of functions that the body calls. */
  readonly helpers?: string;
  /** The type of the list, where it is not one of numbers. */
  readonly type?: string;
  readonly input?: readonly unknown[];
}

/** The rows as a program that names them would. */
export const LOOP_ROWS = `export interface User {
  id: number;
  email: string;
  name: string;
  big: string;
  teamId: number | null;
}

export interface Post {
  id: number;
  title: string;
  published: boolean;
  authorId: number;
  editorId: number | null;
}`;

export const SCHEMA = `generator client {
  provider     = "prisma-client"
  output       = "./generated"
  moduleFormat = "cjs"
}

datasource db {
  provider = "postgresql"
}

model Team {
  id    Int    @id
  slug  String @unique
  users User[]
}

model User {
  id     Int    @id
  email  String @unique
  name   String
  teamId Int?
  team   Team?  @relation(fields: [teamId], references: [id])
  badge  Badge?
  posts  Post[] @relation("author")
  edited Post[] @relation("editor")

  @@index([teamId])
}

model Badge {
  id     Int    @id
  label  String
  userId Int    @unique
  user   User   @relation(fields: [userId], references: [id])
}

model Post {
  id        Int     @id
  title     String
  published Boolean
  authorId  Int
  author    User    @relation("author", fields: [authorId], references: [id])
  editorId  Int?
  editor    User?   @relation("editor", fields: [editorId], references: [id])

  @@index([authorId])
  @@index([editorId])
}

model Event {
  id     Int      @id @default(autoincrement())
  kind   String
  note   String?
  seen   Boolean  @default(false)
  level  Int      @default(3)
  key    String?  @unique
  userId Int?
  tags   String[]
  detail Json?
}
`;

/** Users with many posts, with one and with none; posts with an editor and without; a team without users. */
export const FILL = `
INSERT INTO "Team" VALUES (1, 'red'), (2, 'blue'), (3, 'empty');
INSERT INTO "User" (id, email, name, "teamId") VALUES
  (1, 'ada@x', 'Ada', 1), (2, 'bob@x', 'Bob', 1), (3, 'Cy@x', 'Cy', NULL), (4, 'cy@x', 'cy', 2), (5, 'eve@x', 'Eve', NULL);
INSERT INTO "Badge" VALUES (1, 'gold', 1), (2, 'tin', 4);
INSERT INTO "Post" (id, title, published, "authorId", "editorId") VALUES
  (1, 'b', true, 1, 2), (2, 'a', true, 1, NULL), (3, 'a', false, 1, 2), (4, 'c', true, 2, NULL), (5, 'd', false, 4, 1), (6, 'e', true, 4, 1);
INSERT INTO "Event" (kind, note, level, key, "userId") VALUES
  ('join', 'a', 1, 'k1', 1), ('join', NULL, 2, 'k2', 2), ('leave', 'b', 3, NULL, NULL), ('join', 'c', 4, 'k4', 4);`;

/** Empties all tables and fills them again. */
export const REFILL = `TRUNCATE "User", "Team", "Badge", "Post", "Event" RESTART IDENTITY;${FILL}`;

/** A module that opens Prisma's client and keeps it for others. */
export const OPEN_CLIENT = `import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

let client: PrismaClient | undefined;

export function open(connectionString: string, onStatement: (sql: string) => void) {
  const opened = new PrismaClient({
    adapter: new PrismaPg({ connectionString }),
    log: [{ emit: 'event', level: 'query' }],
  });
  opened.$on('query', event => onStatement(event.query));
  client = opened;
  return opened;
}

export function current(): PrismaClient {
  if (!client) throw new Error('the client is not open yet');
  return client;
}
`;

/** Duplicates, and a key without a row. */
export const DEFAULT_INPUT: readonly number[] = [1, 2, 1, 99, 4, 5, 2];
