/**
 * @file Azure Batch autoscale formulas. The same language as
 * `grammar/formula.lalrpop`, which the reference `grammar/README.md` explains.
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// From the loosest to the tightest; the order of C.
const PREC = {
  ternary: 1,
  or: 2,
  and: 3,
  equality: 4,
  relation: 5,
  sum: 6,
  product: 7,
  unary: 8,
  postfix: 9,
};

const BINARY = [
  [PREC.or, '||'],
  [PREC.and, '&&'],
  [PREC.equality, choice('==', '!=')],
  [PREC.relation, choice('<', '<=', '>', '>=')],
  [PREC.sum, choice('+', '-')],
  [PREC.product, choice('*', '/')],
];

// What a template engine fills in before the service sees the formula, together
// with the parts of a name that touch it: `${max}`, `{max}`, `{{max}}`.
const PLACEHOLDER = /[A-Za-z0-9_$]*((\$|[@#])\{[^{}\r\n]*\}|\{\{[^{}\r\n]*\}\}|\{[^{};=\r\n]*\})[A-Za-z0-9_$]*/;

const commaSeparated = (rule) => optional(seq(rule, repeat(seq(',', rule))));

module.exports = grammar({
  name: 'autoscale',

  extras: ($) => [/[ \t\r\n]/, $.comment],

  supertypes: ($) => [$.statement, $.expression],

  rules: {
    // The last `;` may be missing, and empty statements leave no trace.
    source_file: ($) => seq(repeat(choice(';', seq($.statement, ';'))), optional($.statement)),

    statement: ($) => choice($.assignment, $.expression_statement),

    // `=` is no operator: it cannot be chained or stand inside an expression.
    assignment: ($) =>
      seq(field('left', choice($.identifier, $.placeholder)), '=', field('right', $.expression)),

    expression_statement: ($) => $.expression,

    expression: ($) =>
      choice(
        $.ternary_expression,
        $.binary_expression,
        $.unary_expression,
        $.method_call,
        $.member_expression,
        $.call_expression,
        $.parenthesized_expression,
        $.vector,
        $.identifier,
        $.placeholder,
        $.number,
        $.string,
      ),

    ternary_expression: ($) =>
      prec.right(
        PREC.ternary,
        seq(
          field('condition', $.expression),
          '?',
          field('consequence', $.expression),
          ':',
          field('alternative', $.expression),
        ),
      ),

    binary_expression: ($) =>
      choice(
        ...BINARY.map(([level, operator]) =>
          prec.left(
            level,
            seq(
              field('left', $.expression),
              field('operator', operator),
              field('right', $.expression),
            ),
          ),
        ),
      ),

    unary_expression: ($) =>
      prec(PREC.unary, seq(field('operator', choice('-', '!')), field('operand', $.expression))),

    // A word has a kind of its own for what it names, so that queries need not
    // look at what stands around it.
    method_call: ($) =>
      prec(
        PREC.postfix,
        seq(
          field('receiver', $.expression),
          '.',
          field('method', alias($.identifier, $.method_identifier)),
          field('arguments', $.argument_list),
        ),
      ),

    member_expression: ($) =>
      prec(
        PREC.postfix,
        seq(
          field('object', $.expression),
          '.',
          field('member', alias($.identifier, $.member_identifier)),
        ),
      ),

    call_expression: ($) =>
      seq(
        field('function', choice(alias($.identifier, $.function_identifier), $.placeholder)),
        field('arguments', $.argument_list),
      ),

    argument_list: ($) => seq('(', commaSeparated($.expression), ')'),

    parenthesized_expression: ($) => seq('(', $.expression, ')'),

    vector: ($) => seq('[', commaSeparated($.expression), ']'),

    identifier: (_) => /[$A-Za-z_][A-Za-z0-9_]*/,

    number: (_) => /([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?/,

    // On one line, without escapes.
    string: (_) => /"[^"\r\n]*"/,

    placeholder: (_) => PLACEHOLDER,

    comment: (_) => token(seq('//', /[^\r\n]*/)),
  },
});
