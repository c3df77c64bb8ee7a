export * from '../kernel/compiled-model.ts';
