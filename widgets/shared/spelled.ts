/** An answer as text, to tell whether another says the same. Not JSON: old libraries on the page change its arrays. */
export const spelled = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `(${Object.entries(value)
        .map(([key, inner]) => `${key}:${spelled(inner)}`)
        .join()})`
    : String(value);
