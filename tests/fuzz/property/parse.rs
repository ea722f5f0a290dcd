//! What must hold of the tree and the findings of any text.

use autoscale_base::{Diagnostic, Span};
use autoscale_syntax::{Expr, ExprId, ExprKind, ExprList, Parsed, StatementKind, Token, Tree};

use super::unparse::unparse;
use super::{Verdict, ensure, has_errors};
use crate::generate::Source;

/// The parser tells no more than that.
const MOST_FINDINGS: usize = 200;

/// Parses `source` and looks at everything that comes out.
pub(crate) fn parses(parse: impl Fn(&str) -> Parsed, source: &Source) -> Verdict {
    let text = source.text.as_str();
    let Parsed { tree, diagnostics } = parse(text);
    let respelt = has_errors(&diagnostics);
    words_are_in_order(text, &tree, respelt)?;
    all_text_is_read(text, &tree, &diagnostics)?;
    arena_is_sound(text, &tree)?;
    statements_are_in_order(text, &tree, respelt)?;
    findings_are_inside(text, &diagnostics)?;
    nothing_is_hidden(text, &tree, &diagnostics)?;
    if let Some(statements) = source.statements {
        ensure(diagnostics.is_empty(), || {
            format!(
                "a formula without mistakes has findings: {}",
                told(&diagnostics)
            )
        })?;
        ensure(tree.statements().len() == statements, || {
            format!("{} of {statements} statements", tree.statements().len())
        })?;
    }
    Ok(())
}

fn told(findings: &[Diagnostic]) -> String {
    let findings = findings.iter();
    let told = findings.map(|it| format!("{} at {:?}: {}", it.rule.code, it.span, it.message));
    told.collect::<Vec<_>>().join("; ")
}

/// Inside the text, on the borders of characters.
fn is_place(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

fn place(text: &str, span: Span, of: &str) -> Verdict {
    ensure(is_place(text, span), || {
        format!("{of} at {span:?}, which is no place in the text")
    })
}

/// Tokens and comments stand behind each other and hold what they should; what
/// is spelt as in another language comes with a finding.
fn words_are_in_order(text: &str, tree: &Tree, respelt: bool) -> Verdict {
    let mut end = 0;
    for &(token, span) in tree.tokens() {
        place(text, span, "a token")?;
        let content = span.text(text);
        let fits = match token.text() {
            Some(sign) if !respelt => sign == content,
            _ => !content.is_empty(),
        };
        ensure(fits, || format!("{token:?} at {span:?} is `{content}`"))?;
        ensure(end <= span.start, || {
            format!("the token at {span:?} overlaps the one before")
        })?;
        end = span.end;
    }
    end = 0;
    for comment in tree.comments() {
        place(text, comment.span, "a comment")?;
        let start = comment.span.start;
        ensure(end <= start && start < comment.span.end, || {
            format!("the comment at {:?} is out of order", comment.span)
        })?;
        end = comment.span.end;
    }
    Ok(())
}

/// Between tokens and comments is white space, or something that is reported.
fn all_text_is_read(text: &str, tree: &Tree, findings: &[Diagnostic]) -> Verdict {
    let tokens = tree.tokens().iter().map(|token| token.1);
    let comments = tree.comments().iter().map(|comment| comment.span);
    let mut words: Vec<Span> = tokens.chain(comments).collect();
    words.sort_unstable();
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    words.push(Span::empty(length));
    let all_told = findings.len() < MOST_FINDINGS;
    let mut end = 0;
    for word in words {
        ensure(end <= word.start, || {
            format!("a comment and a token overlap at {word:?}")
        })?;
        let gap = Span::new(end, word.start);
        let blank = gap
            .text(text)
            .chars()
            .all(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
        let reported = findings
            .iter()
            .any(|it| it.span.start < gap.end && gap.start <= it.span.end);
        ensure(blank || reported || !all_told, || {
            format!("`{}` at {gap:?} was not read", gap.text(text))
        })?;
        end = word.end;
    }
    Ok(())
}

/// Children stand before their parents, inside them, and have one parent each.
fn arena_is_sound(text: &str, tree: &Tree) -> Verdict {
    let mut owned = vec![false; tree.exprs().len()];
    for (id, expr) in tree.expr_ids().zip(tree.exprs()) {
        place(text, expr.span, "an expression")?;
        let mut end = expr.span.start;
        for child in children(tree, expr) {
            ensure(child < id, || {
                format!("the child {child:?} stands behind its parent {id:?}")
            })?;
            let span = tree.expr(child).span;
            ensure(expr.span.contains(span) && end <= span.start, || {
                format!(
                    "{:?} at {span:?} does not fit in {:?} at {:?}",
                    tree.expr(child),
                    expr.kind,
                    expr.span
                )
            })?;
            end = span.end;
            let first = owned
                .get_mut(child.index())
                .map(|owned| std::mem::replace(owned, true));
            ensure(first == Some(false), || {
                format!("{child:?} has two parents")
            })?;
        }
        parts_are_inside(text, tree, expr)?;
    }
    Ok(())
}

/// Operators, names and brackets stand where the expression says.
fn parts_are_inside(text: &str, tree: &Tree, expr: &Expr) -> Verdict {
    let inside = |span: Span, what: &str| {
        ensure(is_place(text, span) && expr.span.contains(span), || {
            format!("{what} at {span:?} is not inside {:?}", expr.span)
        })
    };
    match expr.kind {
        ExprKind::Binary {
            op,
            op_span,
            left,
            right,
        } => {
            inside(op_span, "an operator")?;
            let between = tree.expr(left).span.end <= op_span.start
                && op_span.end <= tree.expr(right).span.start;
            ensure(between, || {
                format!(
                    "`{}` at {op_span:?} is not between its operands",
                    op.as_str()
                )
            })
        }
        ExprKind::Call { name, open, .. } | ExprKind::Method { name, open, .. } => {
            inside(name, "a name")?;
            inside(Span::empty(open), "a bracket")?;
            ensure(name.end <= open, || {
                format!("`(` at {open} stands before the name")
            })
        }
        ExprKind::Member { receiver, name } => {
            inside(name, "a name")?;
            ensure(tree.expr(receiver).span.end <= name.start, || {
                format!("the member at {name:?} stands before its receiver")
            })
        }
        _ => Ok(()),
    }
}

fn children(tree: &Tree, expr: &Expr) -> Vec<ExprId> {
    let list = |list: ExprList| tree.list(list).to_vec();
    match expr.kind {
        ExprKind::Error
        | ExprKind::Hole
        | ExprKind::Number(_)
        | ExprKind::String
        | ExprKind::Name => Vec::new(),
        ExprKind::Paren(inner) => vec![inner],
        ExprKind::Vector(items) => list(items),
        ExprKind::Unary { operand, .. } => vec![operand],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } => vec![condition, then, otherwise],
        ExprKind::Call { arguments, .. } => list(arguments),
        ExprKind::Method {
            receiver,
            arguments,
            ..
        } => [vec![receiver], list(arguments)].concat(),
        ExprKind::Member { receiver, .. } => vec![receiver],
    }
}

fn statements_are_in_order(text: &str, tree: &Tree, respelt: bool) -> Verdict {
    let (mut end, mut newest) = (0, None);
    for statement in tree.statements() {
        place(text, statement.span, "a statement")?;
        ensure(end <= statement.span.start, || {
            format!(
                "the statement at {:?} overlaps the one before",
                statement.span
            )
        })?;
        end = statement.span.end;
        let (target, value) = match statement.kind {
            StatementKind::Assign { target, value } => (Some(target), Some(value)),
            StatementKind::Expr(value) => (None, Some(value)),
            StatementKind::Error => (None, None),
        };
        let parts = target.into_iter().chain(value.map(|it| tree.expr(it).span));
        for part in parts {
            ensure(statement.span.contains(part), || {
                format!(
                    "{part:?} is not inside its statement at {:?}",
                    statement.span
                )
            })?;
        }
        ensure(value.is_none() || value > newest, || {
            "values are out of order".to_owned()
        })?;
        newest = value.or(newest);
        if let Some(semicolon) = statement.semicolon {
            let is_one = respelt || semicolon.text(text) == ";";
            ensure(is_one && end <= semicolon.start, || {
                format!(
                    "`;` at {semicolon:?} of the statement at {:?}",
                    statement.span
                )
            })?;
            end = semicolon.end;
        }
    }
    Ok(())
}

/// Findings and their fixes lie inside the text and say something.
pub(super) fn findings_are_inside(text: &str, findings: &[Diagnostic]) -> Verdict {
    ensure(findings.is_sorted_by_key(|it| it.span), || {
        format!("findings are out of order: {}", told(findings))
    })?;
    for finding in findings {
        place(text, finding.span, finding.rule.code)?;
        ensure(!finding.message.is_empty(), || {
            format!("{} says nothing", finding.rule.code)
        })?;
        for label in &finding.related {
            place(text, label.span, finding.rule.code)?;
        }
        let mut end = 0;
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            place(text, edit.span, finding.rule.code)?;
            ensure(end <= edit.span.start, || {
                format!("edits of {} overlap", finding.rule.code)
            })?;
            end = edit.span.end;
        }
    }
    Ok(())
}

/// Without an error the tree stands for exactly the tokens of the text; what
/// was not understood is reported.
fn nothing_is_hidden(text: &str, tree: &Tree, findings: &[Diagnostic]) -> Verdict {
    if has_errors(findings) {
        return Ok(());
    }
    let written = tree.tokens().split(|token| token.0 == Token::Semicolon);
    let written = written.filter(|statement| !statement.is_empty());
    let written = written.map(|statement| {
        let words = statement.iter().map(|token| token.1.text(text));
        words.collect::<Vec<_>>()
    });
    let read = unparse(text, tree).ok_or("text that was not understood is not reported")?;
    ensure(written.eq(read.iter().cloned()), || {
        format!("the tree stands for other tokens: {read:?}")
    })
}
