/** A text in YAML or JSON, or what JSON.parse returns of it. */
export type Document = string | object;
/** Further files that the template names, by their paths: nested stacks, code, settings. */
export type Files = Record<string, string | Uint8Array>;
export type Severity = 'error' | 'warning' | 'info';

export interface RunResult {
  /** 0; 1 when it found something; 2 when an option or a text is wrong; 3 when a file cannot be read. */
  status: number;
  stdout: string;
  stderr: string;
  /** The files that the program wrote, by their paths. */
  files: Record<string, string>;
}
/** Runs the program with files in memory. It reads and writes no others. */
export function run(
  args: readonly string[],
  given?: { files?: Files; stdin?: string | Uint8Array; env?: Record<string, string> },
): Promise<RunResult>;

/** The program could not answer: an option, a text or a reference is wrong. `message` says which. */
export class SamgenError extends Error {
  status: number;
}

/** Notes and warnings, each a line. */
export interface Messages {
  messages: string[];
}

export interface Fix {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  text: string;
}
export interface Finding {
  rule: string;
  severity: Severity;
  file: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  resource: string | null;
  path: string | null;
  message: string;
  fix: Fix | null;
}
export interface LintOptions {
  select?: string | string[];
  ignore?: string | string[];
  severity?: Severity;
  failOn?: Severity | 'none';
  /** The name that findings have. Default: template.yaml. */
  fileName?: string;
  /** Return also the text with the fixes that are certain. */
  fix?: boolean;
  files?: Files;
}
export interface LintResult extends Messages {
  /** No finding that `failOn` counts. */
  ok: boolean;
  findings: Finding[];
  /** With `fix`: the whole text. */
  text?: string;
  changed?: boolean;
}
export function lint(template: Document, options?: LintOptions): Promise<LintResult>;

export type Partition =
  | 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc' | 'aws-iso' | 'aws-iso-b' | 'aws-iso-e' | 'aws-iso-f' | 'auto';
export type Style = 'auto' | 'template' | 'inline';

export interface GenerateOptions {
  function?: string;
  style?: Style;
  as?: 'sam' | 'role' | 'policy' | 'managed-policy' | 'document';
  trust?: string;
  roles?: string[];
  region?: string;
  account?: string;
  partition?: Partition;
  noLogs?: boolean;
  noKms?: boolean;
  withPlaces?: boolean;
  /** References such as ${Orders} are checked against it. */
  template?: Document;
  /** Return the blocks also as a text in YAML. */
  yaml?: boolean;
  files?: Files;
}
export interface GenerateResult extends Messages {
  /** A map from function to block; with `function`, the block. */
  blocks: Record<string, unknown>;
  yaml?: string;
}
/** The blocks of a spec, such as {functions: [{name: 'Store', grants: [{grant: 's3-read', bucket: 'my-bucket'}]}]}. */
export function generate(spec: Document, options?: GenerateOptions): Promise<GenerateResult>;

/** The name of a grant and its options, as on the command line: {grant: 's3-read', bucket: 'my-bucket'}. */
export interface Grant {
  grant: string;
  [option: string]: string | number | boolean | string[];
}
export interface ApplyOptions {
  function?: string;
  role?: string;
  grants?: Grant[];
  spec?: Document;
  style?: Style;
  partition?: Partition;
  noKms?: boolean;
  files?: Files;
}
export interface ApplyResult extends Messages {
  /** The whole template. No file is written: write it where you want it. */
  text: string;
  changed: boolean;
  /** A unified diff, or nothing. */
  diff: string;
}
export function apply(template: Document, options: ApplyOptions): Promise<ApplyResult>;

export interface Deployment {
  region?: string;
  /** Values of parameters, and names of resources. */
  set?: Record<string, string>;
  files?: Files;
}
export interface Access {
  effect: 'Allow' | 'Deny';
  service: string | null;
  access: string[];
  actions: string[];
  resources: unknown[];
  conditions: unknown[];
  when: unknown;
  form: string;
  policy: string | null;
  sid: string | null;
  line: number | null;
  [key: string]: unknown;
}
export interface Role {
  access: Access[];
  [key: string]: unknown;
}
export interface ExplainResult extends Messages {
  functions: Record<string, Role>;
  [key: string]: unknown;
}
export function explain(
  template: Document,
  options?: Deployment & { function?: string; role?: string },
): Promise<ExplainResult>;

export interface Request {
  action: string;
  resource: string;
  principal?: string;
  context?: Record<string, string | string[]>;
}
export interface CheckOptions extends Deployment {
  template?: Document;
  function?: string;
  role?: string;
  policies?: Document[];
  boundary?: Document;
  resourcePolicy?: Document;
  scps?: Document[];
  resourceAccount?: string;
  why?: boolean;
}
export interface CheckResult extends Messages {
  decision: 'allowed' | 'implicit-deny' | 'explicit-deny';
  by: { place: string; [key: string]: unknown };
  why?: Record<string, unknown>[];
}
export function check(request: Request, options: CheckOptions): Promise<CheckResult>;

export interface Denial {
  action: string | null;
  resource: string | null;
  principal: string | null;
  place: string;
  advice: string[];
  fix: string | null;
  fix_command: string | null;
  line: number;
  count: number;
  [key: string]: unknown;
}
export interface DiagnoseResult extends Messages {
  denials: Denial[];
}
/** The denied requests in an error message, a log or records of CloudTrail. */
export function diagnose(
  text: string,
  options?: Deployment & { template?: Document; function?: string; role?: string },
): Promise<DiagnoseResult>;

export interface Difference {
  change: 'added' | 'removed' | 'widened' | 'narrowed' | string;
  actions?: string[];
  resource?: unknown;
  line?: number | null;
  [key: string]: unknown;
}
export interface DiffResult extends Messages {
  /** No difference that `failOn` counts. */
  ok: boolean;
  functions: Record<string, { status: string; changes: Difference[]; [key: string]: unknown }>;
  [key: string]: unknown;
}
export function diff(
  before: Document,
  after: Document,
  options?: Deployment & { failOn?: 'added' | 'any' | 'none' },
): Promise<DiffResult>;

export interface SuggestResult extends Messages {
  /** Nothing that the code needs is missing. */
  ok: boolean;
  functions: Record<string, unknown> | unknown[];
  [key: string]: unknown;
}
/** What the roles of functions lack, by their code: `files` has the template and the code, by their paths. */
export function suggest(
  files: Files,
  options?: Omit<Deployment, 'files'> & { template?: string; function?: string; code?: string; strict?: boolean },
): Promise<SuggestResult>;
