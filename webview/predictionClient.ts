import {
  type Channel,
  GausslineError,
  type NewRow,
  type PanelHostSide,
  type PanelSide,
  type PredictionForm,
} from '../src/protocol/index.js';
import type { PanelModel, Predicting } from './state.js';

/** Asks for the form when it is in sight, and for the prediction of what stands in it: one question at a time. */
export class PredictionClient {
  private isAsking = false;

  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Partial<Predicting>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Of another text the form would speak of another fit. */
  open(): void {
    const { snapshot, report, view, predict } = this.model();
    if (view !== 'predict' || snapshot?.phase.kind !== 'fitted' || report === null) return;
    if (snapshot.phase.stale !== null || predict.report === report) return;
    this.change({ report, form: null, answer: null, emptyRows: null, error: null });
    const isNewest = () => this.model().predict.report === report;
    this.channel.call('openPrediction', null).then(
      (form) => {
        if (!isNewest()) return;
        this.change({ form });
        this.setRow(rowFor(form.form, this.model().predict.row));
        if (form.hasEmptyRows) this.askEmptyRows(isNewest);
      },
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  setRow(row: NewRow): void {
    this.change({ row });
    this.ask();
  }

  /** Takes the values of a line of the file, as far as it has them. */
  startFrom(line: number): void {
    this.channel.call('rowOfLine', { line }).then(
      (row) => {
        if (row !== null) this.setRow(row);
        else this.change({ error: `Line ${line} has no value in a column of the model.` });
      },
      (error: unknown) => this.refused(error),
    );
  }

  /** What was changed meanwhile is asked for when the answer is there. */
  private ask(): void {
    const { row, report } = this.model().predict;
    if (this.isAsking || row === null) return;
    this.isAsking = true;
    const isStill = () => this.model().predict.report === report;
    const done = () => {
      this.isAsking = false;
      const { row: now, form } = this.model().predict;
      if (now !== row && form !== null) this.ask();
    };
    this.channel
      .call('predictRow', { row })
      .then(
        (answer) => isStill() && this.change({ answer, error: null }),
        (error: unknown) => isStill() && this.refused(error),
      )
      .finally(done);
  }

  private askEmptyRows(isNewest: () => boolean): void {
    this.channel.call('predictEmptyRows', null).then(
      (emptyRows) => isNewest() && this.change({ emptyRows }),
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  private refused(error: unknown): void {
    if (!(error instanceof GausslineError)) this.failed(error);
    else if (error.code !== 'cancelled') this.change({ error: error.message });
  }
}

/** The averages, with what stood in the form before where it still makes sense. */
export function rowFor({ fields, averages }: PredictionForm, before: NewRow | null): NewRow {
  const values = fields.map((field) => {
    const value = before !== null && Object.hasOwn(before, field.name) ? before[field.name] : undefined;
    const average = averages[field.name]!;
    if (value === undefined) return [field.name, average] as const;
    if (field.kind === 'number') return [field.name, typeof value === 'number' ? value : average] as const;
    const isKnown = field.levels.some(({ level }) => level === String(value));
    return [field.name, isKnown ? value : average] as const;
  });
  return Object.fromEntries(values);
}
