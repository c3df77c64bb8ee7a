/** The thread's side: takes orders, answers with results. */
import type { MessagePort } from 'node:worker_threads';
import { SimulationFault } from '../sim/kernel/ground/kernel.ts';
import { buffersOf } from './buffers.ts';
import type { Answer, Order, ThreadData } from './messages.ts';
import { makeWorkbench, type KernelFactory } from './workbench.ts';

/**
 * Serves a port until its thread ends. A SimulationFault is answered; anything else that is thrown ends the thread, and
 * the master has the task repeated.
 */
export function serve(port: MessagePort, data: ThreadData, makeKernel: KernelFactory): void {
  const workbench = makeWorkbench(makeKernel);

  const perform = (order: Order & { readonly order: 'perform' }): Answer => {
    const stopped = (): boolean => Atomics.load(data.limit, 0) <= order.index;
    try {
      const result = workbench.perform(order.kind, order.task, stopped);
      return result === null ? { answer: 'givenUp' } : { answer: 'done', result };
    } catch (error) {
      if (error instanceof SimulationFault) return { answer: 'fault', message: error.message };
      throw error;
    }
  };

  port.on('message', (order: Order) => {
    switch (order.order) {
      case 'take':
        workbench.take(order.model, order.seed);
        break;
      case 'perform': {
        const answer = perform(order);
        port.postMessage(answer, answer.answer === 'done' ? buffersOf(answer.result) : []);
        break;
      }
      case 'takeBack':
        workbench.takeBack(order.kind, order.result);
        break;
    }
  });
}
