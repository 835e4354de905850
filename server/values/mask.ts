/** « h…@courriel.example » : enough for its owner to recognise, not enough to write to. */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf('@');
  return at < 1 ? '' : `${[...email][0]}…${email.slice(at)}`;
};
