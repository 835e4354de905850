export interface Sms {
  /** From the job: the same message asked twice carries the same id. */
  id: string;
  /** E.164: « +33612345678 ». */
  to: string;
  text: string;
}

/**
 * May be asked twice for the same message; throws, with `code`, when it was not taken, and with `permanent` when asking
 * again is of no use.
 */
export interface SmsSender {
  send(sms: Sms): Promise<void>;
}

/** Whether asking again is of no use. */
export const isFinal = (error: unknown): boolean => (error as { permanent?: boolean }).permanent === true;

/** Where no provider is configured: messages wait, and nobody is offered a code by SMS. */
export const noSms: SmsSender = {
  send: () => Promise.reject(Object.assign(new Error('no SMS provider'), { code: 'SMS_URL is not set' })),
};
