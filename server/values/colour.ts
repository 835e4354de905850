/** A colour as an agency writes it: hex, a name, or a function of numbers. Nothing that could end a declaration. */
export const isColour = (text: string): boolean =>
  /^(#[0-9a-f]{3,8}|[a-z]+|(rgb|hsl|oklch|lab)\([\d\s.,%/a-z-]+\))$/i.test(text);
