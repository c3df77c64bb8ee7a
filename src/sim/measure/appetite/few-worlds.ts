/** What so few worlds can say at most. */
import { estimate, type Estimate } from '../../../results/estimate.ts';

/**
 * A confidence that is no surer than the worlds make it. That a limit holds in all of W worlds makes it (W + 1) / (W + 2) sure that
 * it holds in the next one, whatever share of worlds keeps it, all shares being as likely before (the rule of succession). What an
 * interval lies above is surer than that by other means than counting worlds.
 *
 * @param worlds At least 2.
 * @see Laplace (1774), Mémoire sur la probabilité des causes par les événements; Jeffreys (1961), Theory of Probability, 3.23.
 */
export function withFewWorlds(confidence: Estimate, worlds: number): Estimate {
  const { value, standardError, low, high } = confidence;
  const most = Math.max((worlds + 1) / (worlds + 2), low ?? 0);
  const least = Math.min(1 / (worlds + 2), high ?? 1);
  const interval = low === undefined || high === undefined ? undefined : { low, high };
  return estimate(Math.min(most, Math.max(least, value)), standardError, confidence.unreliable === true, interval);
}
