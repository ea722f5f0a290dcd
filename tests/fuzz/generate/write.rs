//! From a generated formula to its text.

use autoscale_catalog::Ty;

use super::dice::mix;
use super::formula::{Expr, Form, Formula, Gap, Kind};

/// How tightly an expression holds together; binary operators take 1 to 6.
const TERNARY: u8 = 0;
const UNARY: u8 = 7;
const POSTFIX: u8 = 8;
const ATOM: u8 = 9;

pub(super) fn tokens(formula: &Formula) -> Vec<&'static str> {
    let mut writer = Writer {
        tokens: Vec::new(),
        scope: Vec::new(),
    };
    let last = formula.statements.len().saturating_sub(1);
    for (at, statement) in formula.statements.iter().enumerate() {
        if let Some(target) = statement.target {
            writer.tokens.extend([target, "="]);
        }
        writer.expr(&statement.value, TERNARY);
        if let (Some(target), Kind::Is(ty)) = (statement.target, statement.value.kind) {
            writer.assign(target, ty);
        }
        if at < last || formula.ended {
            let semicolons = std::iter::repeat_n(";", 1 + statement.empties);
            writer.tokens.extend(semicolons);
        }
    }
    writer.tokens
}

struct Writer {
    tokens: Vec<&'static str>,
    /// The formula's own variables with their types of the moment.
    scope: Vec<(&'static str, Ty)>,
}

impl Writer {
    fn assign(&mut self, name: &'static str, ty: Ty) {
        if autoscale_catalog::variable(name).is_some() {
            return;
        }
        match self.scope.iter_mut().find(|it| it.0 == name) {
            Some(known) => known.1 = ty,
            None => self.scope.push((name, ty)),
        }
    }

    /// An expression, in brackets when it holds together less tightly than the
    /// place around it asks for.
    fn expr(&mut self, expr: &Expr, least: u8) {
        if tightness(&expr.form) < least {
            self.tokens.push("(");
            self.expr(expr, TERNARY);
            self.tokens.push(")");
            return;
        }
        match (&expr.form, expr.children.as_slice()) {
            (Form::Literal(text), _) => self.literal(expr.kind, text),
            (Form::Variable(number), _) => self.variable(expr.kind, *number),
            (Form::Paren, children) => self.list("(", children, ")"),
            (Form::Vector, children) => self.list("[", children, "]"),
            (Form::Unary(op), children) => {
                self.tokens.push(op.as_str());
                children.iter().for_each(|child| self.expr(child, UNARY));
            }
            (Form::Chain(ops), [first, rest @ ..]) => {
                let tier = tightness(&expr.form);
                self.expr(first, tier);
                for (op, operand) in ops.iter().zip(rest) {
                    self.tokens.push(op.as_str());
                    self.expr(operand, tier + 1);
                }
            }
            (Form::Ternary, [condition, then, otherwise]) => {
                self.expr(condition, TERNARY + 1);
                self.tokens.push("?");
                self.expr(then, TERNARY);
                self.tokens.push(":");
                self.expr(otherwise, TERNARY);
            }
            (Form::Call(name), arguments) => {
                self.tokens.push(name);
                self.list("(", arguments, ")");
            }
            (Form::Method(name), [receiver, arguments @ ..]) => {
                self.expr(receiver, POSTFIX);
                self.tokens.extend([".", name]);
                self.list("(", arguments, ")");
            }
            (Form::Member(name), [receiver, ..]) => {
                self.expr(receiver, POSTFIX);
                self.tokens.extend([".", name]);
            }
            (Form::Chain(_) | Form::Ternary | Form::Method(_) | Form::Member(_), _) => {}
        }
    }

    fn list(&mut self, open: &'static str, items: &[Expr], close: &'static str) {
        self.tokens.push(open);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.tokens.push(",");
            }
            self.expr(item, TERNARY);
        }
        self.tokens.push(close);
    }

    /// A name that one of the formula's own variables hides is another value.
    fn literal(&mut self, kind: Kind, text: &'static str) {
        let hidden = self.scope.iter().any(|it| it.0 == text);
        if hidden && kind != Kind::Object {
            self.expr(&Expr::plain(kind), TERNARY);
        } else {
            self.tokens.push(text);
        }
    }

    fn variable(&mut self, kind: Kind, number: usize) {
        let right = |it: &&(&str, Ty)| Kind::Is(it.1) == kind;
        let count = self.scope.iter().filter(right).count();
        let chosen = number.checked_rem(count);
        match chosen.and_then(|at| self.scope.iter().filter(right).nth(at)) {
            Some(&(name, _)) => self.tokens.push(name),
            None => self.expr(&Expr::simple(kind, number), TERNARY),
        }
    }
}

fn tightness(form: &Form) -> u8 {
    match form {
        Form::Ternary => TERNARY,
        Form::Chain(ops) => ops.first().map_or(ATOM, |op| op.precedence()),
        Form::Unary(_) => UNARY,
        Form::Method(_) | Form::Member(_) => POSTFIX,
        _ => ATOM,
    }
}

/// `tokens` with `gaps` before, between and behind them. Comments are numbered,
/// so that each is another.
pub(super) fn text(tokens: &[&str], gaps: &[Gap]) -> String {
    let mut text = String::new();
    let mut gaps = gaps.iter().copied().cycle().enumerate();
    let mut before = "";
    for next in tokens.iter().copied().chain([""]) {
        match gaps.next().unwrap_or((0, Gap::Usual)) {
            (_, Gap::Usual) if usual_space(before, next) => text.push(' '),
            (_, Gap::Usual | Gap::Nothing) if fuse(before, next) => text.push(' '),
            (_, Gap::Usual | Gap::Nothing) => {}
            (_, Gap::Space(space)) => text.push_str(space),
            (
                number,
                Gap::Comment {
                    text: comment,
                    own_line,
                },
            ) => {
                text.push_str(if own_line { "\n" } else { " " });
                text.push_str(&format!("// {number} {comment}\n"));
            }
        }
        if text.ends_with(|c: char| c.is_ascii_digit() || c == '.') && next == "." {
            text.push(' ');
        }
        text.push_str(next);
        before = next;
    }
    text
}

/// As [`text`], with some names in capitals and some in small letters.
pub(super) fn any_case(formula: &Formula, seed: u64) -> String {
    let tokens = tokens(formula).into_iter().zip(0..);
    let tokens = tokens.map(|(token, at)| match mix(seed ^ at) % 4 {
        0 if !token.starts_with('"') => token.to_ascii_lowercase(),
        1 if !token.starts_with('"') => token.to_ascii_uppercase(),
        _ => token.to_owned(),
    });
    let tokens: Vec<String> = tokens.collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    text(&tokens, &formula.gaps)
}

fn usual_space(before: &str, next: &str) -> bool {
    let tight_behind = matches!(before, "" | "(" | "[" | "." | "!");
    let tight_before = matches!(next, "" | "(" | ")" | "[" | "]" | "," | "." | ";");
    let operator = |token: &str| token.chars().all(|c| c.is_ascii_punctuation());
    let opens = matches!(next, "(" | "[") && operator(before) && !matches!(before, ")" | "]");
    !tight_behind && (!tight_before || opens)
}

/// Would the two be read as one token?
fn fuse(before: &str, next: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    before.ends_with(word) && next.starts_with(word) && next != "." && before != "."
}
