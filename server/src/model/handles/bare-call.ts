import type { Link } from '../../core/facts/calls';

const NOWHERE = { start: 0, end: 0 };

/** A call that is written nowhere: for what a library gives of which only the type is known. */
export const BARE_CALL: Link = {
  name: '',
  via: [],
  args: [],
  form: 'call',
  typeArguments: false,
  nameSpan: NOWHERE,
  span: NOWHERE,
  argumentsSpan: NOWHERE,
};
