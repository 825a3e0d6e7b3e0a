// What the browser keeps of an unfinished interview, if the reader agrees.

const KEY = "aeo-interview";

export function keptInterview(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // the browser is set to keep nothing
  }
}

/** Keeps an interview, or nothing for null, and returns whether that is possible. */
export function keep(interview: string | null): boolean {
  try {
    if (interview === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, interview);
    return true;
  } catch {
    return false; // the browser is set to keep nothing
  }
}
