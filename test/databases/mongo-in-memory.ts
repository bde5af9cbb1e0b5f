/** A collection of documents in memory, with as much of MongoDB's `find` as the tests of fixes need. */
export interface MemoryCollection {
  documents: readonly MemoryDocument[];
  find(filter: MemoryDocument, options?: FindOptions): { toArray(): Promise<MemoryDocument[]> };
  findOne(filter: MemoryDocument, options?: FindOptions): Promise<MemoryDocument | null>;
  insertOne(document: MemoryDocument): Promise<object>;
  insertMany(documents: readonly MemoryDocument[]): Promise<object>;
}

export type MemoryDocument = Readonly<Record<string, unknown>>;

interface FindOptions {
  readonly sort?: Readonly<Record<string, number>> | ReadonlyMap<string, number>;
  readonly limit?: number;
}

/** Tells `onCommand` of each command that a server would be sent. */
export function memoryCollection(onCommand: (command: string) => void): MemoryCollection {
  const collection: MemoryCollection = {
    documents: [],
    find(filter, options = {}) {
      return {
        async toArray() {
          onCommand(`find ${JSON.stringify(filter)}`);
          return matching(filter, options);
        },
      };
    },
    async findOne(filter, options = {}) {
      onCommand(`find ${JSON.stringify(filter)}`);
      return matching(filter, options)[0] ?? null;
    },
    async insertOne(document) {
      onCommand('insert');
      collection.documents = [...collection.documents, document];
      return { acknowledged: true, insertedId: document._id };
    },
    async insertMany(documents) {
      onCommand('insert');
      collection.documents = [...collection.documents, ...documents];
      return { acknowledged: true, insertedCount: documents.length, insertedIds: {} };
    },
  };

  function matching(filter: MemoryDocument, { sort, limit }: FindOptions): MemoryDocument[] {
    const found = collection.documents.filter(document =>
      Object.entries(filter).every(([field, condition]) => matches(document[field], condition)),
    );
    const order = sort instanceof Map ? [...sort] : Object.entries(sort ?? {});
    found.sort((a, b) => {
      for (const [field, direction] of order) {
        const [left, right] = [keyOf(a[field]), keyOf(b[field])];
        if (left !== right) return (left < right ? -1 : 1) * direction;
      }
      return 0;
    });
    // A server makes new documents of what it has.
    return (limit ? found.slice(0, Math.abs(limit)) : found).map(document => ({ ...document }));
  }

  return collection;
}

/** `{ $in: […] }`, `{ $ne: value }`, or the value itself; null stands for what is not there. */
function matches(value: unknown, condition: unknown): boolean {
  if (isOperators(condition)) {
    return Object.entries(condition).every(([operator, operand]) => {
      if (operator === '$in') return Array.isArray(operand) && operand.some(one => isSame(value, one));
      if (operator === '$ne') return !isSame(value, operand);
      throw new Error(`${operator} is not known here`);
    });
  }
  return isSame(value, condition);
}

function isOperators(condition: unknown): condition is Readonly<Record<string, unknown>> {
  return typeof condition === 'object' && condition !== null && Object.keys(condition).some(key => key.startsWith('$'));
}

/** Two ObjectIds are the same when their bytes are; a text is another value. */
function isSame(left: unknown, right: unknown): boolean {
  return typeof (left ?? null) === typeof (right ?? null) && keyOf(left) === keyOf(right);
}

function keyOf(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value ?? null);
}
