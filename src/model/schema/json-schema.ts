/** The JSON Schema of a model file, for editors. */
import * as z from 'zod';
import { modelShape } from './model-shape.ts';

/** JSON Schema, draft 7, made from the shapes that the parser goes by. */
export function modelJsonSchema(): object {
  return {
    ...z.toJSONSchema(z.strictObject(modelShape), { target: 'draft-7', io: 'input' }),
    title: 'Ringfence model file',
  };
}
