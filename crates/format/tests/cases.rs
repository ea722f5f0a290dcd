//! Every formula in `cases/`, as it is written and as it is formatted.

use std::fs;

use autoscale_format::format;
use autoscale_syntax::parse;

#[test]
fn cases() {
    let formatted = |text: &str| {
        let parsed = parse(text);
        format(text, &parsed.tree).unwrap()
    };
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::glob!("cases/*.autoscale", |path| {
            let input = fs::read_to_string(path).unwrap();
            let output = formatted(&input);
            insta::assert_snapshot!(format!("{input}\n======== formatted\n{output}"));
            assert_eq!(formatted(&output), output, "not stable");
        });
    });
}
