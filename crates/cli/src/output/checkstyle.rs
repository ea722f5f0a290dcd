//! Checkstyle's XML: one entry a finding, grouped by file.

use std::io::{self, Write};

use super::Report;
use super::escape::for_xml;
use super::finding::Finding;

/// Writes the report. It calls itself the version of Checkstyle whose form it
/// has, as readers of the format expect.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<checkstyle version="4.3">"#)?;
    for places in report.places() {
        writeln!(out, r#"  <file name="{}">"#, attribute(&places.file.name))?;
        for finding in places.findings() {
            write_finding(&finding, out)?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

fn write_finding(finding: &Finding<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (line, column) = (finding.region.line, finding.region.column);
    let severity = finding.diagnostic.severity.as_str();
    let message = attribute(&finding.diagnostic.message);
    let code = finding.diagnostic.rule.code;
    writeln!(
        out,
        r#"    <error line="{line}" column="{column}" severity="{severity}" message="{message}" source="autoscale.{code}"/>"#
    )
}

/// `text` as the value of an attribute; a reader would take white space for
/// plain spaces.
fn attribute(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in for_xml(text).chars() {
        match c {
            '&' => value.push_str("&amp;"),
            '<' => value.push_str("&lt;"),
            '>' => value.push_str("&gt;"),
            '"' => value.push_str("&quot;"),
            '\t' | '\n' | '\r' => value.push_str(&format!("&#{};", u32::from(c))),
            _ => value.push(c),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_holds_any_text() {
        assert_eq!(
            attribute("a \"<b>\" & 'c'\r\n\té\0"),
            "a &quot;&lt;b&gt;&quot; &amp; 'c'&#13;&#10;&#9;é␀"
        );
    }
}
