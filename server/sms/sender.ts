import type { Logger } from 'pino';

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

/** Sends what a job is about; a message that can never leave is logged and let go, anything else is thrown. */
export const sendUnlessFinal = async (sender: SmsSender, log: Logger, sms: Sms): Promise<void> => {
  try {
    await sender.send(sms);
  } catch (error) {
    const { permanent, code } = error as { permanent?: boolean; code?: string };
    if (permanent !== true) throw error;
    log.warn({ code }, 'a message was refused for good');
  }
};

/** Where no provider is configured: messages wait, and nobody is offered a code by SMS. */
export const noSms: SmsSender = {
  send: () => Promise.reject(Object.assign(new Error('no SMS provider'), { code: 'SMS_URL is not set' })),
};
