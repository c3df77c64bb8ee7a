/** A change in words: `network-switching: none to rehearsed`. */
import type { Change } from '../host/messages.ts';
import { printable } from '../../report/text/display-width.ts';

export function changeWords(change: Change): string {
  switch (change.kind) {
    case 'level':
      return printable(`${change.control}: ${change.from} to ${change.to}`);
    case 'scenario':
      return printable(`scenario: ${change.from} to ${change.to}`);
    case 'driver':
      return printable(`${change.driver}: ${change.from} to ${change.to}`);
    case 'figure':
      return printable(`${change.path}: ${change.from} to ${change.to}`);
    case 'without':
      return printable(`limit ${change.limit} left out`);
  }
}
