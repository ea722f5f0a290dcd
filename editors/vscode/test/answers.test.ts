import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bounds, type Evaluation, boundsText, evaluationText } from "../src/answers";

const RUN: Evaluation = {
  timestamp: "2026-03-02T09:15:00Z",
  error: null,
  targets: { dedicatedNodes: 4, lowPriorityNodes: 0, nodeDeallocationOption: "taskcompletion" },
  variables: { tasks: { type: "double", text: "16" } },
  warnings: [],
};

test("an evaluation reads like a formula", () => {
  assert.equal(
    evaluationText("pool.autoscale", RUN),
    `// pool.autoscale, evaluated at 2026-03-02T09:15:00Z

$TargetDedicatedNodes = 4;
$TargetLowPriorityNodes = 0;
$NodeDeallocationOption = taskcompletion;

// Variables
tasks = 16; // double
`,
  );
});

test("an error stands before the targets that the pool keeps", () => {
  const error = {
    code: "InsufficientSampleData",
    message: "Autoscale evaluation failed due to insufficient sample data",
    values: [{ value: "Line 9, Col 43: wanted 70%, received 0%" }],
  };
  const text = evaluationText("main.tf#render", { ...RUN, error, variables: {}, warnings: ["w"] });
  assert.equal(
    text,
    `// main.tf#render, evaluated at 2026-03-02T09:15:00Z
// InsufficientSampleData: Autoscale evaluation failed due to insufficient sample data
// Line 9, Col 43: wanted 70%, received 0%
// The pool keeps the targets that it has:

$TargetDedicatedNodes = 4;
$TargetLowPriorityNodes = 0;
$NodeDeallocationOption = taskcompletion;

// Warnings
// w
`,
  );
});

test("bounds tell ends, and the way to where there is none", () => {
  const bounds: Bounds = {
    targets: {
      $TargetDedicatedNodes: {
        min: 0,
        max: null,
        mayBeNaN: true,
        unboundedBy: [{ line: 7, column: 12, text: "`max` keeps it" }],
      },
      $TargetLowPriorityNodes: { min: 3, max: 3, mayBeNaN: false, unboundedBy: null },
    },
    variables: {
      a: { type: "double", min: null, max: 5, mayBeNaN: false },
      b: { type: null, min: null, max: null, mayBeNaN: false },
      c: { type: "double", min: 1, max: 5, mayBeNaN: false },
    },
    assumptions: ["task metrics are at least 0"],
    settings: [],
  };
  assert.equal(
    boundsText("pool.autoscale", bounds),
    `// pool.autoscale, whatever the metrics are

$TargetDedicatedNodes // at least 0, without an upper end, or NaN
//   line 7, column 12: \`max\` keeps it
$TargetLowPriorityNodes // always 3

// Variables
a // double, at most 5
b // unknown type, any value
c // double, 1 to 5

// Assumptions
// task metrics are at least 0
`,
  );
});
