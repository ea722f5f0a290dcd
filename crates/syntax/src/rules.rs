//! The rules that parsing itself raises: codes `AS0xx`, and `AS510` for what a
//! host should have filled in.

use autoscale_base::{Rule, rule};

/// All rules of this crate, by code.
pub static RULES: &[&Rule] = &[
    &INVALID_CHARACTER,
    &MISSING_SEMICOLON,
    &UNCLOSED_BRACKET,
    &UNTERMINATED_STRING,
    &FORMULA_TOO_LONG,
    &TOO_MANY_STATEMENTS,
    &NESTING_TOO_DEEP,
    &UNEXPECTED_TOKEN,
    &FOREIGN_SYNTAX,
    &UNMATCHED_BRACKET,
    &INVALID_NUMBER,
    &UNFILLED_PLACEHOLDER,
];

rule! {
    /// ## What it does
    /// Finds characters and spellings that the language does not have: `#` and
    /// `/* */` comments, `\"`, single and curly quotes, `%`, `&` or `|` alone,
    /// the words `and`, `or`, `not`, `true` and `false`, and invisible
    /// characters that came in with copied text.
    ///
    /// ## Why it matters
    /// The service refuses the formula with `AutoScalingFormulaSyntaxError`.
    ///
    /// ## Example
    /// ```autoscale
    /// # from 8 to 18 o'clock, UTC
    /// $now = time();
    /// $TargetDedicatedNodes = $now.hour >= 8 and $now.hour < 18 ? 5 : 1;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// // from 8 to 18 o'clock, UTC
    /// $now = time();
    /// $TargetDedicatedNodes = $now.hour >= 8 && $now.hour < 18 ? 5 : 1;
    /// ```
    ///
    /// ## Evidence
    /// Azure/BatchExplorer#2302 reports that a formula with `\"` is refused.
    /// The documents know `//` comments only.
    pub static INVALID_CHARACTER = ("AS001", "invalid-character", Error, label "not in the language", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds a statement that ends without `;` although another one follows.
    ///
    /// ## Why it matters
    /// A line break does not end a statement: the two lines are read as one,
    /// and the service refuses the formula.
    ///
    /// ## Example
    /// ```autoscale
    /// tasks = max(0, $PendingTasks.GetSample(1))
    /// $TargetDedicatedNodes = min(25, tasks);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// tasks = max(0, $PendingTasks.GetSample(1));
    /// $TargetDedicatedNodes = min(25, tasks);
    /// ```
    ///
    /// ## Evidence
    /// The documents separate statements by semicolons; UCL/TLOmodel#1160 is
    /// this mistake.
    pub static MISSING_SEMICOLON = ("AS002", "missing-semicolon", Error, label "expected `;`", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds `(` and `[` that nothing closes before the statement ends.
    ///
    /// ## Why it matters
    /// The service refuses the formula with `AutoScalingFormulaSyntaxError`.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = max(0, min(25, 3);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = max(0, min(25, 3));
    /// ```
    ///
    /// ## Evidence
    /// The grammar that the documents describe.
    pub static UNCLOSED_BRACKET = ("AS003", "unclosed-bracket", Error, label "never closed", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds a string that is not closed on its line.
    ///
    /// ## Why it matters
    /// The service refuses the formula with `AutoScalingFormulaSyntaxError`.
    ///
    /// ## Example
    /// ```autoscale
    /// start = time("2026-03-02T09:15:00Z);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// start = time("2026-03-02T09:15:00Z");
    /// ```
    ///
    /// ## Evidence
    /// The grammar that the documents describe.
    pub static UNTERMINATED_STRING = ("AS004", "unterminated-string", Error, label "never closed", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds a formula of more than 8192 characters.
    ///
    /// ## Why it matters
    /// The service refuses it with `AutoScalingFormulaTooLong`. Comments and
    /// white space count.
    ///
    /// ## Example
    /// A formula with long comments or generated tables.
    ///
    /// ## Use instead
    /// Shorten comments and names; `autoscale fmt` removes needless space.
    ///
    /// ## Evidence
    /// "An automatic scaling formula is too long. The maximum length is 8192
    /// characters." in the error texts of the Azure SDKs for .NET and Java.
    pub static FORMULA_TOO_LONG = ("AS005", "formula-too-long", Error, label "too long", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds a formula of more than 100 statements.
    ///
    /// ## Why it matters
    /// The service refuses the formula.
    ///
    /// ## Example
    /// A formula that assigns 101 variables.
    ///
    /// ## Use instead
    /// Put expressions together, or use vectors.
    ///
    /// ## Evidence
    /// "up to 100 statements that are separated by semicolons" in the
    /// documents.
    pub static TOO_MANY_STATEMENTS = ("AS006", "too-many-statements", Error, label "too many", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds an expression with more than 100 brackets, calls, unary operators
    /// or conditions inside each other.
    ///
    /// ## Why it matters
    /// The toolchain does not read what stands deeper. Whether the service
    /// would is not known.
    ///
    /// ## Example
    /// `x = ((((((((((1))))))))));` with ninety brackets more.
    ///
    /// ## Use instead
    /// Name a part of the expression in a statement of its own.
    ///
    /// ## Evidence
    /// None: the limit is ours.
    pub static NESTING_TOO_DEEP = ("AS007", "nesting-too-deep", Error, label "too deep", since "0.1.0", unverified);
}

rule! {
    /// ## What it does
    /// Finds text that does not fit the grammar: a missing operand or operator,
    /// empty brackets, a `?` without its `:`, an assignment to something that
    /// is no variable. Where the profile says so (`empty-statement`,
    /// `empty-vector`), also a `;` without a statement and `[]`.
    ///
    /// ## Why it matters
    /// The service refuses the formula with `AutoScalingFormulaSyntaxError`.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = $PendingTasks.Count() > 0 ? 5;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = $PendingTasks.Count() > 0 ? 5 : 0;
    /// ```
    ///
    /// ## Evidence
    /// The grammar that the documents describe.
    pub static UNEXPECTED_TOKEN = ("AS008", "unexpected-token", Error, label "does not fit here", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds operators and statements of other languages: `+=`, `++`, `<>`,
    /// `===`, `**`, `=` for `==`, a sign `+`, `if`, `return`, `var`.
    ///
    /// ## Why it matters
    /// The service refuses the formula with `AutoScalingFormulaSyntaxError`.
    ///
    /// ## Example
    /// ```autoscale
    /// nodes = 1;
    /// if (time().hour > 8) { nodes += 1; }
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// nodes = 1;
    /// nodes = time().hour > 8 ? nodes + 1 : nodes;
    /// ```
    ///
    /// ## Evidence
    /// The documents list all operators and statements; none of these is among
    /// them.
    pub static FOREIGN_SYNTAX = ("AS009", "foreign-syntax", Error, label "not in the language", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds placeholders of a host language that nothing has filled in:
    /// `${max}`, `{{max}}`, `{max}`, `%d`, `@{max}`, `<max>`.
    ///
    /// ## Why it matters
    /// The service sees the placeholder itself and refuses the formula.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min({pool.max}, $PendingTasks);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, $PendingTasks);
    /// ```
    /// or let the host fill it in, such as with an `f` before a Python string.
    ///
    /// ## Evidence
    /// MicrosoftDocs/azure-docs PR #12386: `{}` left in a formula gives
    /// evaluation errors.
    pub static UNFILLED_PLACEHOLDER = ("AS510", "unfilled-placeholder", Error, label "not filled in", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds `)` and `]` that close nothing, or close a bracket of the other
    /// kind.
    ///
    /// ## Why it matters
    /// The service refuses the formula with `AutoScalingFormulaSyntaxError`.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, max(0, 3)));
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, max(0, 3));
    /// ```
    ///
    /// ## Evidence
    /// The grammar that the documents describe.
    pub static UNMATCHED_BRACKET = ("AS011", "unmatched-bracket", Error, label "does not pair", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds numbers that the language does not have: `0x1F`, `1_000`, `0,5`,
    /// `10L`, `15min`, and numbers that no double can hold, such as `1e999`.
    /// Where the profile says so (`number-forms`), also `.5`, `5.` and `1e3`.
    ///
    /// ## Why it matters
    /// Only decimal numbers occur in the documents and in formulas that are
    /// known to work; whether the service takes others is not known.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min(0x19, $PendingTasks);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, $PendingTasks);
    /// ```
    ///
    /// ## Evidence
    /// None beyond the absence of such numbers.
    pub static INVALID_NUMBER = ("AS012", "invalid-number", Error, label "no such number", since "0.1.0", unverified);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_documented() {
        assert!(RULES.is_sorted_by_key(|rule| rule.code));
        for rule in RULES {
            for heading in [
                "What it does",
                "Why it matters",
                "Example",
                "Use instead",
                "Evidence",
            ] {
                let heading = format!("## {heading}\n");
                assert!(rule.docs.contains(&heading), "{} {heading}", rule.code);
            }
        }
    }
}
