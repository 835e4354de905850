/** Every public event, once. Details hold ids and codes only: tag managers listen. */
export interface PalierEventDetails {
  'palier-ready': Record<string, never>;
  'palier-load-start': Record<string, never>;
  'palier-error': { code: string; retryable: boolean };
  'palier-signed-in': Record<string, never>;
  'palier-signed-out': Record<string, never>;
  'palier-session-expired': Record<string, never>;
  'palier-document-open': { id: string };
}
export type PalierEventName = keyof PalierEventDetails;

/** Fires on the element, or on the document for what concerns the whole page. Answers false when a listener cancelled it. */
export const emit = <N extends PalierEventName>(
  from: Element | undefined,
  name: N,
  detail: PalierEventDetails[N],
  cancelable = false,
): boolean =>
  (from ?? document.documentElement).dispatchEvent(
    new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }),
  );

declare global {
  interface HTMLElementEventMap {
    'palier-ready': CustomEvent<PalierEventDetails['palier-ready']>;
    'palier-load-start': CustomEvent<PalierEventDetails['palier-load-start']>;
    'palier-error': CustomEvent<PalierEventDetails['palier-error']>;
    'palier-signed-in': CustomEvent<PalierEventDetails['palier-signed-in']>;
    'palier-signed-out': CustomEvent<PalierEventDetails['palier-signed-out']>;
    'palier-session-expired': CustomEvent<PalierEventDetails['palier-session-expired']>;
    'palier-document-open': CustomEvent<PalierEventDetails['palier-document-open']>;
  }
}
