import PostalMime from 'postal-mime';

/** What a mail server reports of letters that it could not deliver. */
export interface Bounce {
  /** Where the report was sent: our envelope's sender. */
  to: string[];
  /** Addresses that will never take a letter (RFC 3464: failed, with a status 5.x.x). */
  refused: string[];
}

/** The report in a message; nothing for any other message. */
export const readBounce = async (message: Uint8Array): Promise<Bounce | undefined> => {
  const { to = [], attachments } = await PostalMime.parse(message, { attachmentEncoding: 'utf8' });
  const report = attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  if (!report) return undefined;
  // One block for the message, then one per recipient; a long field goes on in the next line.
  const { content } = report;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const blocks = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/);
  const refused = blocks.flatMap((block) => {
    const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'im').exec(block)?.[1]?.trim() ?? '';
    const [, address] = /^rfc822;\s*<?([^\s<>]+@[^\s<>]+?)>?$/i.exec(field('Final-Recipient')) ?? [];
    const isFinal = /^5\.\d+\.\d+/.test(field('Status')) && /^(?:failed)?$/i.test(field('Action'));
    return address && isFinal ? [address] : [];
  });
  return { to: to.flatMap(({ address }) => address ?? []), refused };
};
