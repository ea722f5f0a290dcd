// Which documents the language server is told about.
import type { DocumentSelector } from "vscode-languageclient";

/** The language of formula files. */
export const LANGUAGE = "autoscale";

/**
 * The extensions of files that may hold formulas. The server tells by the
 * extension, not by the language: VS Code knows no Terraform or Bicep unless
 * another extension brings it.
 */
export const HOST_EXTENSIONS = [
  "bash",
  "bicep",
  "bicepparam",
  "config",
  "cs",
  "groovy",
  "hcl",
  "ipynb",
  "json",
  "jsonc",
  "markdown",
  "md",
  "nf",
  "ps1",
  "psd1",
  "psm1",
  "py",
  "sh",
  "tf",
  "tfvars",
  "yaml",
  "yml",
] as const;

/**
 * The documents that the server is told about: only files, since it reads
 * configuration and snapshots beside them, and new formulas.
 */
export const SELECTOR: DocumentSelector = [
  { scheme: "file", language: LANGUAGE },
  { scheme: "untitled", language: LANGUAGE },
  { scheme: "file", pattern: `**/*.{autoscale,${HOST_EXTENSIONS.join(",")}}` },
];

/** The part of a text document that tells whether it may hold formulas. */
export interface DocumentName {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string };
}

/** True for the documents of {@link SELECTOR}. */
export function mayHoldFormulas({ languageId, uri }: DocumentName): boolean {
  if (uri.scheme !== "file") {
    return uri.scheme === "untitled" && languageId === LANGUAGE;
  }
  const extension = /\.([^./]+)$/.exec(uri.path)?.[1];
  const known: readonly (string | undefined)[] = HOST_EXTENSIONS;
  return languageId === LANGUAGE || extension === LANGUAGE || known.includes(extension);
}
