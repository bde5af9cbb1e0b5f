/** Runs `work` once it has not been asked for during `milliseconds`. */
export interface Debounced {
  schedule(): void;
  cancel(): void;
}

export function debounce(milliseconds: number, work: () => void): Debounced {
  let timer: NodeJS.Timeout | undefined;
  return {
    schedule() {
      clearTimeout(timer);
      timer = setTimeout(work, milliseconds);
    },
    cancel: () => clearTimeout(timer),
  };
}
