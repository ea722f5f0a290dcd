// What the server answers to the commands about a formula, as text to read. It
// is spelt like a formula with comments, for the editor to colour it.

/** The answer to `autoscale.evaluate`: what `eval --format json` prints. */
export interface Evaluation {
  readonly timestamp: string;
  readonly error: ServiceError | null;
  readonly targets: {
    readonly dedicatedNodes: number;
    readonly lowPriorityNodes: number;
    readonly nodeDeallocationOption: string;
  };
  readonly variables: Readonly<Record<string, Variable>>;
  readonly warnings: readonly string[];
}

interface Variable {
  readonly type: string;
  /** The value as the service prints it. */
  readonly text: string;
}

interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly values: readonly { readonly value: string }[];
}

/** The answer to `autoscale.bounds`: what `bounds --format json` prints. */
export interface Bounds {
  readonly targets: Readonly<Record<string, TargetRange>>;
  readonly variables: Readonly<Record<string, VariableRange>>;
  readonly assumptions: readonly string[];
  readonly settings: readonly string[];
}

interface Range {
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly mayBeNaN: boolean;
}

interface TargetRange extends Range {
  readonly unboundedBy: readonly Step[] | null;
}

interface VariableRange extends Range {
  readonly type: string | null;
}

interface Step {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** `run` as text; `formula` is what people call the formula. */
export function evaluationText(formula: string, run: Evaluation): string {
  const { dedicatedNodes, lowPriorityNodes, nodeDeallocationOption } = run.targets;
  const targets = [
    `$TargetDedicatedNodes = ${dedicatedNodes};`,
    `$TargetLowPriorityNodes = ${lowPriorityNodes};`,
    `$NodeDeallocationOption = ${nodeDeallocationOption};`,
  ];
  const variables = Object.entries(run.variables).map(
    ([name, { text, type }]) => `${name} = ${text}; // ${type}`,
  );
  return page([
    [`${formula}, evaluated at ${run.timestamp}`, ...errorLines(run.error)].map(comment),
    targets,
    section("Variables", variables),
    section("Warnings", run.warnings.map(comment)),
  ]);
}

function errorLines(error: ServiceError | null): string[] {
  if (error === null) {
    return [];
  }
  const details = error.values.map(({ value }) => value);
  return [
    `${error.code}: ${error.message}`,
    ...details,
    "The pool keeps the targets that it has:",
  ];
}

/** `bounds` as text; `formula` is what people call the formula. */
export function boundsText(formula: string, bounds: Bounds): string {
  const targets = Object.entries(bounds.targets).flatMap(([name, target]) => [
    `${name} // ${rangeText(target)}`,
    ...(target.unboundedBy ?? []).map(
      ({ line, column, text }) => `//   line ${line}, column ${column}: ${text}`,
    ),
  ]);
  const variables = Object.entries(bounds.variables).map(
    ([name, variable]) => `${name} // ${variable.type ?? "unknown type"}, ${rangeText(variable)}`,
  );
  return page([
    [comment(`${formula}, whatever the metrics are`)],
    targets,
    section("Variables", variables),
    section("Assumptions", bounds.assumptions.map(comment)),
    section("Profile settings that this rests on", bounds.settings.map(comment)),
  ]);
}

function rangeText({ min, max, mayBeNaN }: Range): string {
  const nan = mayBeNaN ? ", or NaN" : "";
  if (min === null && max === null) {
    return `any value${nan}`;
  }
  if (max === null) {
    return `at least ${min}, without an upper end${nan}`;
  }
  if (min === null) {
    return `at most ${max}${nan}`;
  }
  return `${min === max ? `always ${min}` : `${min} to ${max}`}${nan}`;
}

function comment(line: string): string {
  return `// ${line}`;
}

/** The lines under a heading; none when there are no lines. */
function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [comment(heading), ...lines];
}

function page(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
