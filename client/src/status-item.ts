import { type Disposable, LanguageStatusSeverity, languages } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { FindingCounts, ServerStatus, StatusNotification } from '../../server/src/lsp/protocol';
import { documentSelector } from './document-selector';

const STATUS: StatusNotification['method'] = 'sargable/status';

/** The entry behind the `{}` of the status bar, in files that the server reads. */
export function createStatusItem(client: LanguageClient): Disposable {
  const item = languages.createLanguageStatusItem('sargable.status', documentSelector);
  item.name = 'Sargable';

  function show(status: ServerStatus): void {
    const failed = status.state === 'failed';
    item.busy = status.state === 'starting' || status.state === 'checking';
    item.severity = failed ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = TEXTS[status.state];
    item.detail = status.message ?? (status.counts ? describeCounts(status.counts) : '');
    item.command = failed
      ? { title: 'Restart Server', command: 'sargable.restartServer' }
      : { title: 'Show Logs', command: 'sargable.showLogs' };
  }

  show({ state: 'starting' });
  const listeners = [
    client.onNotification(STATUS, (status: StatusNotification['params']) => show(status)),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) show({ state: 'starting' });
      if (newState === State.Stopped) show({ state: 'failed', message: 'The server is not running.' });
      if (newState === State.StartFailed) show({ state: 'failed', message: 'The server could not be started.' });
    }),
  ];
  return { dispose: () => [item, ...listeners].forEach(part => void part.dispose()) };
}

const TEXTS: Record<ServerStatus['state'], string> = {
  starting: 'Sargable is starting',
  checking: 'Sargable is checking',
  ready: 'Sargable',
  failed: 'Sargable has a problem',
};

/** `3 errors, 1 warning in 2 files`. */
export function describeCounts(counts: FindingCounts): string {
  const parts = [
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    plural(counts.info, 'remark'),
    plural(counts.hint, 'hint'),
  ].filter(part => part !== '');
  return parts.length === 0 ? 'no findings' : `${parts.join(', ')} in ${plural(counts.files, 'file')}`;
}

function plural(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
