// What this tab remembers across a reload. Some frames refuse it: nothing is kept there.

export const recall = (key: string): string | null => {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
};

export const remember = (key: string, value: string | null): void => {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // As if the tab had been closed.
  }
};

/** Set while a first connection is under way here: a reload goes on with it. */
export const entryKey = 'palier-entry';
/** The identifier of an account just added to an access that was there: said once. */
export const addedKey = 'palier-added';
/** The token of a mailed link for a new password, until it has served. */
export const linkKey = 'palier-link';
