// Every capability that the server announces is a promise that some test has
// to hold. This file must run behind all others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked, client, session } from '../src/session.js';

/** The requests that make up a capability: each must have been answered with
 * more than nothing in one of the tests.
 * @type {Record<string, string[]>} */
const REQUESTS = {
  codeActionProvider: ['textDocument/codeAction'],
  codeLensProvider: ['textDocument/codeLens'],
  completionProvider: ['textDocument/completion'],
  'completionProvider.resolveProvider': ['completionItem/resolve'],
  definitionProvider: ['textDocument/definition'],
  diagnosticProvider: ['textDocument/diagnostic'],
  documentFormattingProvider: ['textDocument/formatting'],
  documentHighlightProvider: ['textDocument/documentHighlight'],
  documentLinkProvider: ['textDocument/documentLink'],
  documentOnTypeFormattingProvider: ['textDocument/onTypeFormatting'],
  documentRangeFormattingProvider: ['textDocument/rangeFormatting'],
  documentSymbolProvider: ['textDocument/documentSymbol'],
  executeCommandProvider: ['workspace/executeCommand'],
  foldingRangeProvider: ['textDocument/foldingRange'],
  hoverProvider: ['textDocument/hover'],
  inlayHintProvider: ['textDocument/inlayHint'],
  inlineValueProvider: ['textDocument/inlineValue'],
  linkedEditingRangeProvider: ['textDocument/linkedEditingRange'],
  referencesProvider: ['textDocument/references'],
  renameProvider: ['textDocument/rename'],
  'renameProvider.prepareProvider': ['textDocument/prepareRename'],
  selectionRangeProvider: ['textDocument/selectionRange'],
  'semanticTokensProvider.full': ['textDocument/semanticTokens/full'],
  'semanticTokensProvider.full.delta': ['textDocument/semanticTokens/full/delta'],
  'semanticTokensProvider.range': ['textDocument/semanticTokens/range'],
  signatureHelpProvider: ['textDocument/signatureHelp'],
  workspaceSymbolProvider: ['workspace/symbol'],
};

/** Capabilities that are no request, and the tests that hold them. */
const ELSEWHERE = [
  'positionEncoding', // clients.js
  'textDocumentSync', // sync.js
  'workspace.workspaceFolders', // workspace.js
];

/** What tells of a capability, but is none. */
const DETAILS =
  /\.(triggerCharacters|retriggerCharacters|firstTriggerCharacter|moreTriggerCharacter|codeActionKinds|commands|legend|identifier|interFileDependencies|workspaceDiagnostics|openClose|change|save|supported|changeNotifications|workDoneProgress)\b/;

/**
 * The announced capabilities, such as `renameProvider` and
 * `renameProvider.prepareProvider`.
 *
 * @param {any} value
 * @param {string} path
 * @returns {string[]}
 */
function announced(value, path = '') {
  if (value === false || value === null || value === undefined) return [];
  if (value === true || typeof value !== 'object' || Array.isArray(value)) return [path];
  const inner = Object.entries(value).flatMap(([key, it]) => announced(it, path ? `${path}.${key}` : key));
  return path ? [path, ...inner] : inner;
}

test('every announced capability has been tested', async () => {
  await session(client('vscode'), async (session) => {
    const groups = ['semanticTokensProvider', 'workspace'];
    const untested = announced(session.capabilities).filter((capability) => {
      if (groups.includes(capability) || DETAILS.test(capability)) return false;
      if (ELSEWHERE.includes(capability)) return false;
      return !REQUESTS[capability]?.every((method) => asked.get(method));
    });
    assert.deepEqual(untested, []);
  });
});

test('every command is one of the commands that are tested', async () => {
  await session(client('vscode'), async (session) => {
    const tested = ['bounds', 'chooseSnapshot', 'evaluate', 'openDocumentation', 'trace'];
    const commands = session.capabilities.executeCommandProvider?.commands.map((name) => name.replace(/^autoscale\./, ''));
    assert.deepEqual(commands?.sort(), tested);
  });
});
