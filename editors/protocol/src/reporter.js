// What went wrong, and how many tests each suite has: a thousand lines of what
// went well are of no use.

/** @typedef {{ type: string, data: any }} TestEvent */

/** @param {AsyncIterable<TestEvent>} events */
export default async function* report(events) {
  const suites = new Map();
  let [passed, failed] = [0, 0];
  let under = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') {
      suites.set(data.name, under);
      under = 0;
      // A suite fails with its tests, which were told, or by itself.
      if (type === 'test:pass' || data.details.error.failureType === 'subtestsFailed') continue;
    } else {
      under += data.nesting;
    }
    if (type === 'test:pass') {
      passed += 1;
      continue;
    }
    failed += 1;
    const { error } = data.details;
    // It is not the one that went wrong.
    if (error.failureType === 'cancelledByParent') continue;
    yield `\n✗ ${data.name}\n${error.cause?.stack ?? error.cause ?? error}\n`;
  }
  yield '\n';
  for (const [name, count] of suites) yield `${String(count).padStart(6)}  ${name}\n`;
  yield `\n${passed} passed, ${failed} failed\n`;
}
