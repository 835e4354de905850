import type { fr } from './ways-in.fr.ts';

export const en: typeof fr = {
  step: (n, of) => `Step ${n} of ${of}`,
  back: 'Back',
  quit: 'Give up',
  account: (identifier, label) => `Account ${identifier} · ${label}`,
  asking: 'One moment…',
  enoughToday: 'Too many tries today: come back tomorrow, or ask for a new letter.',

  start: {
    title: { 'first-connection': 'First sign-in', 'create-space': 'Create my area', join: 'Add an account' },
    how: 'Take your agency’s letter: it bears your identifier and a code.',
    joinHow: 'Take the agency’s letter for this account: it bears an identifier and a code.',
    identifier: 'Identifier',
    secret: 'Code or provisional password',
    secretHint: 'Twelve signs such as K7MP-4QXT-9RWD, or the provisional password of your letter.',
    next: 'Continue',
    checking: 'Checking…',
    other: 'No code?',
    signIn: 'I have chosen my password already: sign in',
  },
  signedIn: {
    title: 'You are signed in already',
    who: (name) => `The session is open in the name of ${name}.`,
    join: 'Add this account to mine',
    leave: 'Sign out, then continue',
    stay: 'Open my area',
  },

  proof: {
    title: 'One more check',
    mailed: (to) => `Your provisional code is short: we have just sent six digits to ${to}.`,
    code: 'The six digits received',
    paper: 'Your provisional code is short: copy these two details from your letter as well.',
    lastName: 'Last name',
    lastNameHint: 'As printed above your address, without the first name.',
    postcode: 'Postcode',
    gone: 'I no longer receive e-mail at this address: ask for help',
    stuck: 'I cannot manage: ask for help',
  },

  holder: {
    title: 'Who are you?',
    how: 'Several people are on this account. Each has their own access.',
  },

  details: {
    title: 'Your details',
    how: 'Fill in what is missing. What you correct goes to the agency, which checks it.',
    civility: 'Title',
    civilities: { Mme: 'Ms', 'M.': 'Mr', 'M. et Mme': 'Mr and Ms' },
    choose: 'Choose…',
    otherCivility: 'Other',
    civilityFree: 'Which one',
    lastName: 'Last name',
    firstName: 'First name',
    phone: 'Telephone',
    address: 'Address',
    addressHint: 'Number and street',
    postcode: 'Postcode',
    town: 'Town',
  },

  email: {
    title: 'Your e-mail address',
    titleAccess: 'Your e-mail address and password',
    known: 'This is the address that your agency knows. Correct it if it is no longer yours.',
    none: 'We have no e-mail address on your client record. Give yours: you will sign in with it.',
    another: 'Somebody signs in with the address before this. Give another one, which only you read.',
    how: 'You will sign in with it, and receive the agency’s messages there.',
    label: 'E-mail',
    hint: 'For example name@mail.com',
    next: 'Send me the confirmation e-mail',
    sending: 'Sending…',
  },

  taken: {
    title: 'This e-mail address exists already',
    how: (email) =>
      `Somebody signs in with ${email || 'this address'} already. If it is you, give the password of that access: this account will be added to it.`,
    password: 'Password of that access',
    next: 'Add this account',
    mailed: 'Forgotten the password? Get a link by e-mail',
    other: 'Use another address',
    sent: (email) => `A link has just left for ${email}.`,
  },

  confirm: {
    title: 'Look in your mailbox',
    how: (email) => `An e-mail is on its way to ${email}. Open the link in it, or copy its six digits here.`,
    registration: (email) =>
      `An e-mail is on its way to ${email}. If your details match your record, it holds a link and six digits to copy here. If not, it tells you that the agency is checking them.`,
    code: 'The six digits',
    next: 'Confirm',
    again: 'Send the e-mail again',
    againIn: (seconds) => `Send the e-mail again (in ${seconds} s)`,
    sent: 'Another e-mail has just left.',
    enough: 'Several e-mails have left already. Look among the unwanted mail.',
    nothing: 'Nothing there?',
    spam: 'Look among the unwanted mail, and check the address.',
    correct: 'Correct the address',
    assistance: 'I receive nothing: ask for help',
    call: (phone) => `Call the agency: ${phone}`,
    refusedTitle: 'This address refuses our e-mail',
    refused: (email) => `The e-mail to ${email} was refused. Check the address, or ask for help.`,
  },

  password: {
    title: 'Choose your password',
    how: 'Your address is confirmed. This password replaces the code of the letter.',
    next: 'Save and enter',
    keeping: 'Saving…',
    or: 'or, without a password',
  },

  registration: {
    title: 'Tenant registration',
    how: 'Copy these details from your rent notice or receipt.',
    identifier: 'Client number or identifier',
    lastName: 'Last name',
    firstName: 'First name',
    postcode: 'Postcode of the home',
    phone: 'Telephone (optional)',
    next: 'Continue',
    emailHow: 'Give the address that your agency knows, if you gave it one.',
    finish: 'Register',
  },

  link: {
    title: 'Confirm your address',
    how: (email) => `Confirm that ${email} is your address.`,
    unknown: 'Confirm that this address is yours.',
    identifierHow: 'To check that this message is meant for you, give the identifier printed on your letter.',
    next: 'Confirm my address',
    confirming: 'Confirming…',
    expiredTitle: 'This link no longer works',
    expired: 'It has been used, it is too old, or there were too many tries. Here is how to go on.',
    resume: 'Go on where I was',
  },

  expired: {
    title: 'This first sign-in has ended',
    how: 'It stayed open too long, or it goes on in another window. You can begin again.',
    again: 'Begin again',
    signIn: 'Sign in',
    assistance: 'Ask for help',
  },

  elsewhere: {
    title: 'Your address is confirmed',
    how: 'It is, in another window: go on there, or sign in here once your password is chosen.',
  },

  field: {
    empty: 'This has to be filled in.',
    'too-long': 'This is too long.',
    'identifier.empty': 'Type the identifier of your letter.',
    'identifier.wrong': 'This is not the identifier of that letter.',
    'secret.empty': 'Type the code of your letter.',
    'secret.wrong-credentials':
      'The identifier and the code do not go together, or the code no longer works. Check them, or ask the agency for another letter.',
    'secret.expired': 'This code has been used, or it is too old. Ask the agency for another letter.',
    'code.empty': 'Type the six digits.',
    'code.not-six-digits': 'The code has six digits.',
    'code.wrong': 'This is not the right code. Check it in the latest e-mail.',
    'code.expired': 'This code no longer works. Ask for another e-mail.',
    'lastName.wrong': 'The name and the postcode are not those of this letter.',
    'lastName.expired': 'Too many tries: ask the agency for another letter.',
    'phone.not-a-phone': 'This number is incomplete: for example +33 6 12 34 56 78.',
    'postcode.not-a-postcode':
      'This postcode is incomplete: five figures in France. Elsewhere, add the country, such as “CH-1204”.',
    'email.empty': 'Type your address.',
    'email.not-an-email': 'This address is incomplete: perhaps “@” is missing, or the end, such as “.com”.',
    'email.not-allowed': 'This address cannot be used here. Use another.',
    'known.empty': 'Type the password.',
    'known.wrong-credentials': 'This is not the password of that access.',
  },
};
