export enum Genre {
  Novel = 'novel',
  Poetry = 'poetry',
  Essay = 'essay',
}

export enum Shelf {
  Low,
  Middle,
  High = 7,
}
