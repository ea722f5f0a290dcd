use std::collections::BTreeMap;
use proptest::strategy::{Strategy, ValueTree};
use crate::generate::*;
use crate::target::runner;
#[test]
fn stats() {
    let mut runner = runner(5);
    let mut faults: BTreeMap<String, usize> = BTreeMap::new();
    let (mut n, mut runnable, mut statements, mut reached) = (0, 0, 0, 0);
    for strategy in [true, false] {
    for _ in 0..20000 {
        let case = if strategy { runnable_cases().new_tree(&mut runner).unwrap().current() } else {careless_cases().new_tree(&mut runner).unwrap().current()};
        n += 1;
        let parsed = autoscale_syntax::parse(&case.text);
        let Some((tree, _)) = crate::property::machine::compile(&case).or(if strategy {None} else {Some((parsed.tree.clone(), autoscale_machine::Program::compile("", &autoscale_check::check("", &autoscale_syntax::parse("").tree, &Default::default()).hir, &Default::default()).unwrap()))}) else { continue };
        runnable += 1;
        statements += tree.statements().len();
        let p = profile(&case.settings);
        let mut last = None;
        let _ = case.world.each_instant(|env| {
            let mut t = autoscale_machine::trace::Recorder::default();
            let run = autoscale_machine::reference::evaluate(&case.text, &tree, &p, env, &mut t);
            last = Some((run, t));
            Ok::<_, ()>(())
        });
        let (run, t) = last.unwrap();
        reached += t.events.iter().filter(|e| matches!(e, autoscale_machine::trace::Event::StatementEnds(..))).count();
        let key = run.error.map_or("ok".to_owned(), |e| e.detail.split_once(": ").unwrap().1.chars().take(18).collect());
        *faults.entry(key).or_default() += 1;
    }
    println!("cases {n} runnable {runnable} statements {statements} reached {reached}");
    println!("{faults:#?}");
    faults.clear();
    }
}
