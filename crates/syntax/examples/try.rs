use std::io::Read;
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    for text in s.split("\n---\n") {
        let p = autoscale_syntax::parse(text);
        println!("=== {text}");
        print!("{}", autoscale_syntax::dump(text, &p.tree));
        for d in &p.diagnostics {
            println!("  {} {}..{} {:?}: {} | help: {}", d.rule.code, d.span.start, d.span.end, d.span.text(text), d.message, d.help.as_deref().unwrap_or("-"));
            for r in &d.related { println!("      related {:?}: {}", r.span.text(text), r.message); }
            if let Some(f) = &d.fix {
                let mut out = text.to_string();
                for e in f.edits.iter().rev() { out.replace_range(e.span.range(), &e.text); }
                println!("      fix {}: {}", f.applicability.as_str(), out.replace('\n', "\\n"));
            }
        }
    }
}
