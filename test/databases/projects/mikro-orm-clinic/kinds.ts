export enum Species {
  Cat = 'cat',
  Dog = 'dog',
}

export enum Urgency {
  Low,
  High,
}

export const SHORT = { length: 40, nullable: true } as const;
