/** What drivers may move, and what is said of a driver's path that leads nowhere. */
import type { DriverState } from '../drivers.ts';
import type { LeftOut } from '../file-notes.ts';
import type { Control, ModelNode, Threat } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import type { Names } from './names.ts';
import type { Reader } from './reader.ts';

/** A state before what it moves and brings is known. */
export type BareState = Omit<DriverState, 'moves' | 'brings'>;

/** What a path of a driver may name: what has been parsed of the model. */
export interface Movables {
  readonly names: Names;
  /** By id; controls' nodes among them. */
  readonly nodes: ReadonlyMap<string, ModelNode>;
  readonly threats: ReadonlyMap<string, Threat>;
  readonly controls: ReadonlyMap<string, Control>;
  /** By driver, by state; drivers without states are not among them. */
  readonly states: ReadonlyMap<string, ReadonlyMap<string, BareState>>;
  readonly indices: ReadonlySet<string>;
}

/** A path that leads to something which has nothing that a driver could move. */
export interface Idle {
  readonly path: SourcePath;
  readonly message: string;
  readonly remedy: string;
}

/** Where the paths of one driver stand, and what becomes of those that lead nowhere. */
export interface DriverScope {
  readonly reader: Reader;
  readonly movables: Movables;
  readonly driver: string;
  /** Whether what is not found is left out. */
  readonly isOptional: boolean;
  /** Faults, unless other faults explain them. */
  readonly idle: Idle[];
  readonly leftOut: LeftOut[];
}

/** Leaves a path out, of a driver that is optional; a fault otherwise. */
export function leaveOut(scope: DriverScope, text: string, path: SourcePath, why: string, remedy: string): void {
  if (scope.isOptional) scope.leftOut.push({ driver: scope.driver, path: text, why });
  else scope.idle.push({ path, message: `\`${text}\` moves nothing: ${why}`, remedy });
}
