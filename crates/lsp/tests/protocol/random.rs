//! Documents that are edited at random, as a client sees them: the text, its
//! version, and the change that made it. Two runs are the same.

use serde_json::{Value, json};

/// Texts to start from: what people write.
const SEEDS: [(&str, &str); 10] = [
    (
        "autoscale",
        "// 日本 😀\r\n$s = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5);\r\n$TargetDedicatedNodes = $s < 70 ? 1 : avg($PendingTasks.GetSample(TimeInterval_Minute * 5));\n$NodeDeallocationOption = taskcompletion;\r",
    ),
    (
        "tf",
        "resource \"azurerm_batch_pool\" \"é\" {\n  auto_scale {\n    evaluation_interval = \"PT5M\"\n    formula = <<-EOF\n      $TargetDedicatedNodes = min(${var.cap}, $PendingTasks.GetSample(1));\n    EOF\n  }\n}\n",
    ),
    (
        "json",
        "{\n  \"id\": \"😀\",\n  \"autoScaleFormula\": \"startingNumber = 1;\\n$TargetDedicatedNodes = startingNumber;\"\n}\n",
    ),
    (
        "yaml",
        "pool:\n  autoScaleFormula: |\n    n = $PendingTasks.GetSample(1);\n    $TargetDedicatedNodes = n;\n  name: é\n",
    ),
    (
        "py",
        "formula = f\"\"\"\n$TargetDedicatedNodes = {cap};\nx = max(1, 2);\n\"\"\"\npool.auto_scale_formula = formula  # 😀\n",
    ),
    (
        "bicep",
        "resource pool 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {\n  properties: {\n    scaleSettings: {\n      autoScale: {\n        formula: '''\n$TargetDedicatedNodes = 1;\n'''\n      }\n    }\n  }\n}\n",
    ),
    (
        "cs",
        "class P { void F(Pool pool) { pool.AutoScaleFormula = @\"$TargetDedicatedNodes = \"\"2\"\";\r\nx = 1;\"; } } // 日\r\n",
    ),
    (
        "ps1",
        "$formula = @'\r\n$TargetDedicatedNodes = 3;\r\n'@\r\nEnable-AzBatchAutoScale -AutoScaleFormula $formula\r\n",
    ),
    (
        "md",
        "# é\n\n```autoscale\n$TargetDedicatedNodes = 1 +;\n```\n",
    ),
    ("autoscale", ""),
];

/// What is typed or pasted.
const PIECES: [&str; 24] = [
    "a",
    "1",
    " ",
    "\n",
    "\r\n",
    "\r",
    ";",
    "$",
    "(",
    ")",
    "\"",
    "'",
    "{",
    "}",
    "=",
    ".",
    "/*",
    "//",
    "é",
    "😀",
    "$PendingTasks.GetSample(1)",
    "x = y;\n",
    "${",
    "#",
];

/// A text longer than this is cut.
const LONGEST: usize = 3_000;
/// So many edits bring a whole new text.
const WHOLE: u64 = 400;

/// Numbers that look random.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// A document as the client has it.
pub(crate) struct Document {
    pub(crate) uri: String,
    pub(crate) version: i64,
    pub(crate) text: String,
}

/// So many documents of all kinds.
pub(crate) fn documents(count: usize) -> Vec<Document> {
    let seeds = SEEDS.iter().cycle().take(count).enumerate();
    seeds
        .map(|(number, (extension, text))| Document {
            uri: format!("file:///endurance/{number}.{extension}"),
            version: 1,
            text: (*text).to_owned(),
        })
        .collect()
}

impl Document {
    /// Edits the document, and says how in the protocol's words.
    pub(crate) fn edit(&mut self, random: &mut Random) -> Value {
        self.version += 1;
        if random.0.is_multiple_of(WHOLE) {
            random.below(1);
            let (_, text) = SEEDS[random.below(SEEDS.len())];
            text.clone_into(&mut self.text);
            return json!({ "text": text });
        }
        let start = self.place(random.below(self.text.len() + 1));
        let reach = match random.below(8) {
            _ if self.text.len() > LONGEST => LONGEST / 2,
            0..4 => 0,
            4..7 => 1,
            _ => 10,
        };
        let end = self.place((start + reach).min(self.text.len())).max(start);
        let piece = match random.below(3) {
            0 if end > start => "",
            _ => PIECES[random.below(PIECES.len())],
        };
        let range = json!({"start": self.position(start), "end": self.position(end)});
        self.text.replace_range(start..end, piece);
        json!({"range": range, "text": piece})
    }

    /// The next place from `at` on that a client can name.
    fn place(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let splits_line_break = |at: usize| {
            at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n')
        };
        while !self.text.is_char_boundary(at) || splits_line_break(at) {
            at += 1;
        }
        at
    }

    /// A place in UTF-16.
    fn position(&self, at: usize) -> Value {
        let before = self
            .text
            .get(..at)
            .unwrap()
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let (lines, last) = before.rsplit_once('\n').unwrap_or(("", &before));
        let line = if before.contains('\n') {
            lines.matches('\n').count() + 1
        } else {
            0
        };
        json!({"line": line, "character": last.encode_utf16().count()})
    }
}
