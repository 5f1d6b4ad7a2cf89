import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, Trace } from "vscode-languageclient/node";

import { findProgram } from "./program";

const EXPLAIN = "samgen.explain";
const EXPLANATION = "samgen-explanation"; // the scheme of documents that explain a function

let client: LanguageClient | undefined;
let log: vscode.OutputChannel;

/** What is shown of a function, by the path of its document. */
class Explanations implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: EXPLANATION, path: `/${name}.md` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }
}

function serverOptions(context: vscode.ExtensionContext, settings: vscode.WorkspaceConfiguration): ServerOptions {
  const command = findProgram(settings.get("path", ""), context.extensionPath);
  const catalog = settings.get("catalog", "");
  const args = catalog ? ["lsp", "--catalog", catalog] : ["lsp"];
  return { command, args };
}

function clientOptions(explanations: Explanations): LanguageClientOptions {
  const selector = ["yaml", "json", "cloudformation"].flatMap((language) =>
    ["file", "untitled"].map((scheme) => ({ language, scheme })),
  );
  return {
    documentSelector: selector,
    outputChannel: log,
    middleware: {
      executeCommand: async (command, args, next) => {
        const answer = await next(command, args);
        if (command === EXPLAIN && typeof answer === "string") {
          await explanations.show(String(args[1]), answer);
        }
        return answer;
      },
      provideCodeLenses: (document, token, next) =>
        vscode.workspace.getConfiguration("samgen").get("codeLens", true) ? next(document, token) : [],
    },
  };
}

async function start(context: vscode.ExtensionContext, explanations: Explanations): Promise<void> {
  const settings = vscode.workspace.getConfiguration("samgen");
  if (!settings.get("enable", true)) {
    return;
  }
  client = new LanguageClient("samgen", "samgen", serverOptions(context, settings), clientOptions(explanations));
  const trace = settings.get<string>("trace.server", "off");
  try {
    await client.start();
    await client.setTrace(Trace.fromString(trace));
  } catch (error) {
    client = undefined;
    log.appendLine(String(error));
    const choice = await vscode.window.showErrorMessage(
      "samgen cannot start: install it, or set samgen.path to the program.",
      "Show the log",
    );
    if (choice) {
      log.show();
    }
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.stop();
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const explanations = new Explanations();
  const restart = async (): Promise<void> => {
    await stop();
    await start(context, explanations);
  };
  log = vscode.window.createOutputChannel("samgen");
  context.subscriptions.push(
    log,
    vscode.workspace.registerTextDocumentContentProvider(EXPLANATION, explanations),
    vscode.commands.registerCommand("samgen.restart", restart),
    vscode.commands.registerCommand("samgen.showLog", () => log.show()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (["enable", "path", "catalog", "trace"].some((key) => event.affectsConfiguration(`samgen.${key}`))) {
        await restart();
      }
    }),
  );
  await start(context, explanations);
}

export async function deactivate(): Promise<void> {
  await stop();
}
