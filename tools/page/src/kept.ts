// What the browser keeps of an unfinished interview, if the reader agrees.

const KEY = "aeo-interview";

export function keptInterview(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // the browser is set to keep nothing
  }
}

/** Keeps an interview and returns whether that is possible; null: there is no answer yet. */
export function remember(interview: string | null): boolean {
  try {
    if (interview) localStorage.setItem(KEY, interview);
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // the browser is set to keep nothing, so nothing was kept
  }
}
